#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/postgres_place.hpp"

using namespace marrow;
using namespace marrow::test;
using adapter::exit_status;
using adapter::test::ran;

namespace {

/// Three messages, of the second to the fourth of January 1970.
struct filled : postgres_place {
    filled()
    {
        const auto store = open();
        for (const int number : {1, 2, 3})
            BOOST_REQUIRE(keep(*store, whole_record_of(number)).value());
    }

    ran store_command(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "store");
        arguments.insert(arguments.end(), {"--store", address()});
        return adapter::test::marrow(arguments);
    }
};

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_upkeep, *boost::unit_test::precondition(has_postgres))

BOOST_AUTO_TEST_CASE(a_whole_store_is_found_whole_while_it_is_in_use)
{
    filled at;
    const auto in_use = at.open();
    const ran said = at.store_command({"check"});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out.starts_with("3 messages, 3 decisions: all whole\n"), said.out);
}

BOOST_AUTO_TEST_CASE(what_is_broken_is_named)
{
    const struct {
        const char* sql;
        const char* said;
    } rows[] = {
        {"UPDATE marrow.message SET hash = 'x' WHERE id = 'id-2'", "message id-2: its body is not what was received"},
        {"UPDATE marrow.message SET body = 'x' WHERE id = 'id-2'", "message id-2: its body cannot be expanded"},
        {"DELETE FROM marrow.decision WHERE id = 'id-2'", "message id-2: it has no decision"},
        {"DELETE FROM marrow.decision WHERE id = 'id-2'", "keys that lead to no decision: 1"},
        {"DELETE FROM marrow.message WHERE id = 'id-2'", "rows that belong to no message: 1"},
        {"UPDATE marrow.decision SET outcome = 'x' WHERE id = 'id-2'", "decision id-2: its outcome cannot be expanded"},
    };
    for (const auto& row : rows) {
        filled at;
        run_sql(at.address(), row.sql);
        const ran said = at.store_command({"check"});
        BOOST_TEST_CONTEXT(row.sql)
        {
            BOOST_TEST((said.status == exit_status::findings));
            BOOST_TEST(contains(said.out, std::string{row.said} + "\n"), said.out);
            BOOST_TEST(contains(said.out, "not all whole"));
        }
    }
}

BOOST_AUTO_TEST_CASE(all_is_exported_as_it_came_and_went)
{
    filled at;
    auto store = at.open();
    for (int i = 10; i < 60; ++i)
        BOOST_REQUIRE(keep(*store, whole_record_of(i)).value());
    const ran said = at.store_command({"export"});
    BOOST_TEST((said.status == exit_status::good));
    BOOST_TEST(std::ranges::count(said.out, '\n') == 53);
    const std::string first = said.out.substr(0, said.out.find('\n'));
    BOOST_TEST(contains(first, R"("id":"id-1","received":86400000,"type":"Claim","requestId":"request-1")"));
    BOOST_TEST(contains(first, R"("status":422,"errors":1,"version":"0.1","basis":"basis")"));
    BOOST_TEST(contains(first, R"("body":"{\"n\":\n1}","outcome":"{\"o\":1}")"));
}

BOOST_AUTO_TEST_CASE(what_is_older_than_a_day_is_purged_with_its_key_and_what_it_had_for_others)
{
    filled at;
    const adapter::store::name_key name = adapter::store::name_key_of({"name"});
    auto gone = whole_record_of(0);
    gone.with.resources = {{name, 0}};
    gone.with.lines = {{name, 0, "line"}};
    gone.with.marks = {name};
    gone.with.awaited = {name};
    const auto store = at.open();
    BOOST_TEST(keep(*store, gone).value());
    auto wakes = whole_record_of(5);
    wakes.with.resources = {{name, 0}};
    BOOST_TEST(keep(*store, wakes).value());
    const ran said = at.store_command({"purge", "--before", "1970-01-03"});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out == "messages deleted: 2\n");
    BOOST_TEST(
        at.store_command({"check"}).out.starts_with("3 messages, 3 decisions: all whole\n"),
        at.store_command({"check"}).out
    );
    BOOST_TEST(!store->find_decision("id-1").value().has_value());
    BOOST_TEST(!store->find(key_of(1), 0).value().has_value());
    BOOST_TEST(store->find_resources(std::vector{name}).value().size() == 1u);
    BOOST_TEST(store->find_lines(std::vector{name}).value().empty());
    for (const char* table : {"decision", "resource", "line", "mark", "awaited", "due"}) {
        const std::string of_none = std::string{"SELECT count(*) FROM marrow."} + table +
                                    " WHERE message NOT IN (SELECT number FROM marrow.message)";
        BOOST_TEST(run_sql(at.address(), of_none) == "0", table);
    }
    BOOST_TEST(store->find_decision("id-2").value().has_value());
    BOOST_TEST(store->find(key_of(2), 0).value().has_value());
    BOOST_TEST(keep(*store, whole_record_of(1)).value());
}

BOOST_AUTO_TEST_CASE(more_than_one_transaction_purges)
{
    postgres_place at;
    {
        const auto store = at.open();
        for (int i = 1; i <= 2500; ++i)
            store->keep(record_of(i), [](const fhir::result<bool>&) {});
    }
    BOOST_TEST(adapter::store::purge(at.address(), 2400).value() == 2399u);
    BOOST_TEST(!at.open()->find_decision("id-2399").value().has_value());
    BOOST_TEST(at.open()->find_decision("id-2400").value().has_value());
}

BOOST_AUTO_TEST_CASE(who_asks_for_a_copy_is_told_what_makes_one)
{
    filled at;
    const ran said = at.store_command({"backup", "copy"});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(contains(said.err, "pg_dump"));
    BOOST_TEST(!std::filesystem::exists("copy"));
}

BOOST_AUTO_TEST_CASE(a_database_is_made_into_a_store_when_it_is_asked_for)
{
    postgres_place at;
    const auto said = [&](const char* command) {
        return adapter::test::marrow({"store", command, "--store", at.address()});
    };
    for (const char* command : {"check", "export"}) {
        BOOST_TEST((said(command).status == exit_status::usage));
        BOOST_TEST(contains(said(command).err, "is not there"));
    }
    BOOST_TEST((said("migrate").status == exit_status::good));
    BOOST_TEST((said("migrate").status == exit_status::good));
    BOOST_TEST(said("check").out.starts_with("0 messages, 0 decisions: all whole\n"), said("check").out);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_told_without_the_password)
{
    const ran said = adapter::test::marrow({"store", "check", "--store", "postgresql://u:sesame@127.0.0.1:1/d"});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(contains(said.err, "Connection refused"), said.err);
    BOOST_TEST(!contains(said.err, "sesame"));
}

BOOST_AUTO_TEST_SUITE_END()

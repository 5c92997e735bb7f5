#include "adapter/store/sqlite/schema.hpp"
#include "adapter/store/sqlite/upkeep.hpp"
#include "fhir/json/parse.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace marrow;
using namespace marrow::test;
using adapter::exit_status;
using adapter::test::ran;

namespace {

/// Three messages, of the second to the fourth of January 1970.
struct filled : sqlite_place {
    filled()
    {
        const auto store = open();
        for (const int number : {1, 2, 3})
            BOOST_REQUIRE(keep(*store, whole_record_of(number)).value());
    }

    ran store_command(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "store");
        arguments.insert(arguments.end(), {"--store", file()});
        return adapter::test::marrow(arguments);
    }

    void run(const char* sql) const
    {
        using adapter::store::sqlite::connection;
        auto file_at_hand = std::move(connection::open(file(), connection::mode::write).value());
        BOOST_REQUIRE(file_at_hand.execute(sql) == SQLITE_OK);
    }
};

std::string bytes_of(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_upkeep)

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
        {"UPDATE message SET hash = zeroblob(32) WHERE id = 'id-2'", "message id-2: its body is not what was received"},
        {"UPDATE message SET body = x'00' WHERE id = 'id-2'", "message id-2: its body cannot be expanded"},
        {"DELETE FROM decision WHERE id = 'id-2'", "message id-2: it has no decision"},
        {"UPDATE decision SET outcome = x'00' WHERE id = 'id-2'", "decision id-2: its outcome cannot be expanded"},
        {"UPDATE audit SET at = at + 1 WHERE number = 2", "audit event 2: it is not what was written"},
        {"DELETE FROM audit WHERE number = 2", "audit event 3: the one before it is gone"},
        {"DELETE FROM audit WHERE number = 1", "audit event 2: those before it are gone, and none tells of it"},
        {"PRAGMA foreign_keys = OFF; DELETE FROM message WHERE id = 'id-2'", "a row of decision refers to none"},
    };
    for (const auto& row : rows) {
        filled at;
        at.run(row.sql);
        const ran said = at.store_command({"check"});
        BOOST_TEST_CONTEXT(row.sql)
        {
            BOOST_TEST((said.status == exit_status::findings));
            BOOST_TEST(contains(said.out, std::string{row.said} + "\n"), said.out);
            BOOST_TEST(contains(said.out, "not all whole"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_copy_is_whole_and_for_its_owner_alone)
{
    filled at;
    const auto in_use = at.open();
    const std::string copy = at.file() + ".copy";
    BOOST_TEST((at.store_command({"backup", copy}).status == exit_status::good));
    struct stat of {};
    BOOST_REQUIRE(::stat(copy.c_str(), &of) == 0);
    BOOST_TEST((of.st_mode & 0777) == 0600u);
    const ran said = adapter::test::marrow({"store", "check", "--store", copy});
    BOOST_TEST(said.out.starts_with("3 messages, 3 decisions: all whole\n"), said.out);
    BOOST_TEST(adapter::store::open_sqlite({copy, std::chrono::hours{24}}).has_value());
    BOOST_TEST((at.store_command({"backup", copy}).status == exit_status::usage), "nothing is written over");
}

BOOST_AUTO_TEST_CASE(all_is_exported_as_it_came_and_went)
{
    filled at;
    const ran said = at.store_command({"export"});
    BOOST_TEST((said.status == exit_status::good));
    BOOST_TEST(std::ranges::count(said.out, '\n') == 3);
    const std::string first = said.out.substr(0, said.out.find('\n'));
    BOOST_TEST(contains(first, R"("id":"id-1","received":86400000,"type":"Claim","requestId":"request-1")"));
    BOOST_TEST(contains(first, R"("status":422,"errors":1,"version":"0.1","basis":"basis")"));
    BOOST_TEST(contains(first, R"("body":"{\"n\":\n1}","outcome":"{\"o\":1}")"));
    fhir::json::arena memory;
    BOOST_TEST(fhir::json::parse(first, memory).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_older_than_a_day_is_purged_with_its_key)
{
    filled at;
    const ran said = at.store_command({"purge", "--before", "1970-01-03"});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out == "messages deleted: 1\n");
    BOOST_TEST(
        at.store_command({"check"}).out.starts_with("2 messages, 2 decisions: all whole\n"),
        at.store_command({"check"}).out
    );
    const auto store = at.open();
    BOOST_TEST(!store->find_decision("id-1").value().has_value());
    BOOST_TEST(!store->find(key_of(1), 0).value().has_value());
    BOOST_TEST(store->find_decision("id-2").value().has_value());
    BOOST_TEST(store->find(key_of(2), 0).value().has_value());
    BOOST_TEST(keep(*store, whole_record_of(1)).value());
}

BOOST_AUTO_TEST_CASE(what_a_purged_message_had_for_others_is_found_no_more)
{
    sqlite_place at;
    const adapter::store::name_key name = adapter::store::name_key_of({"name"});
    const adapter::store::name_key patient = adapter::store::name_key_of({"patient"});
    auto gone = record_of(1, false);
    gone.with.resources = {{name, 0}};
    gone.with.lines = {{patient, 0, "line"}};
    auto stays = record_of(86'400'000, false);
    stays.with = gone.with;
    BOOST_TEST(keep(*at.open(), gone).value());
    BOOST_TEST(keep(*at.open(), stays).value());
    BOOST_TEST(adapter::store::purge(at.file(), 86'400'000).value() == 1u);
    const auto found = at.open()->find_resources(std::vector{name}).value();
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found.front().message == stays.received.id);
    BOOST_TEST(at.open()->find_lines(std::vector{patient}).value().size() == 1u);
}

BOOST_AUTO_TEST_CASE(more_than_one_transaction_purges)
{
    sqlite_place at;
    {
        const auto store = at.open();
        for (int i = 1; i <= 2500; ++i)
            store->keep(record_of(i), [](const fhir::result<bool>&) {});
    }
    BOOST_TEST(adapter::store::purge(at.file(), 2400).value() == 2399u);
    BOOST_TEST(!at.open()->find_decision("id-2399").value().has_value());
    BOOST_TEST(at.open()->find_decision("id-2400").value().has_value());
}

BOOST_AUTO_TEST_CASE(what_was_purged_is_in_no_file_any_more)
{
    sqlite_place at;
    const auto store = at.open();
    auto gone = record_of(1);
    gone.received.body = "canary-body";
    gone.made.outcome = "canary-outcome";
    gone.with.lines = {{adapter::store::name_key_of({"p"}), 0, "canary-line"}};
    gone.with.awaited = {adapter::store::name_key_of({"a"})};
    BOOST_TEST(keep(*store, gone).value());
    auto second = gone.made;
    second.number = 2;
    BOOST_TEST(revise(*store, {{"id-1"}, 2, second, {}}).value(), "the line is replaced");
    for (int i = 2; i < 50; ++i)
        BOOST_TEST(keep(*store, record_of(i)).value());
    const auto holds = [&] {
        bool found = false;
        for (const char* end : {"", "-wal"})
            found = found || contains(bytes_of(at.file() + end), "canary");
        return found;
    };
    BOOST_TEST(holds());
    BOOST_TEST(adapter::store::purge(at.file(), 10).value() == 9u);
    BOOST_TEST(!holds());
}

BOOST_AUTO_TEST_CASE(the_audit_is_purged_by_a_day_of_its_own)
{
    filled at;
    const ran said = at.store_command({"purge", "--audit-before", "1970-01-03"});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out == "events of the audit deleted: 1\n");
    const ran checked = at.store_command({"check"});
    BOOST_TEST((checked.status == exit_status::good), checked.out);
    BOOST_TEST(contains(checked.out, "3 messages"));
    BOOST_TEST((at.store_command({"purge"}).status == exit_status::usage));
    BOOST_TEST((at.store_command({"purge", "--audit-before", "9999-12-31"}).status == exit_status::usage));
}

BOOST_AUTO_TEST_CASE(the_audit_is_printed_as_fhir_within_a_time)
{
    filled at;
    const std::string copy = at.file() + ".copy";
    BOOST_TEST((at.store_command({"backup", copy}).status == exit_status::good));
    const ran all = at.store_command({"audit"});
    BOOST_TEST((all.status == exit_status::good), all.err);
    BOOST_TEST(std::ranges::count(all.out, '\n') == 4);
    BOOST_TEST(all.out.starts_with(R"({"resourceType":"AuditEvent","id":"1",)"));
    BOOST_TEST(contains(all.out, R"("code":"archive")"));
    const ran some = at.store_command({"audit", "--since", "1970-01-02", "--before", "1970-01-04"});
    BOOST_TEST(std::ranges::count(some.out, '\n') == 2, some.out);
    BOOST_TEST(contains(some.out, R"("reference":"Claim/id-1")"));
    BOOST_TEST((at.store_command({"audit", "--since", "yesterday"}).status == exit_status::usage));
    at.run("UPDATE audit SET event = 'x' WHERE number = 2");
    BOOST_TEST((at.store_command({"audit"}).status == exit_status::unreadable));
    const ran head = adapter::test::marrow({"store", "check", "--store", copy});
    BOOST_TEST(contains(head.out, "audit: 4 events, head "), head.out);
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_off_is_broken_and_no_matter_of_usage)
{
    for (const std::uintmax_t parts : {2u, 4u, 20u}) {
        filled at;
        at.run("PRAGMA wal_checkpoint(TRUNCATE)");
        std::filesystem::resize_file(at.file(), std::filesystem::file_size(at.file()) * (parts - 1) / parts);
        const ran said = at.store_command({"check"});
        BOOST_TEST((said.status == exit_status::findings), said.out + said.err);
        BOOST_TEST(contains(said.out, "not all whole"), said.out);
    }
}

BOOST_AUTO_TEST_CASE(a_store_is_made_of_no_other_file)
{
    const adapter::test::scratch folder;
    const std::string empty = folder.write("empty.db", "");
    const ran said = adapter::test::marrow({"store", "migrate", "--store", empty});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(std::filesystem::file_size(empty) == 0u);

    const std::string other = folder.path("other.db");
    {
        using adapter::store::sqlite::connection;
        std::ofstream{other};
        auto file = std::move(connection::open(other, connection::mode::write).value());
        BOOST_REQUIRE(file.execute("CREATE TABLE other (a)") == SQLITE_OK);
    }
    const std::string before = bytes_of(other);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"diff", "id-1"}, {"store", "migrate"}, {"store", "check"}, {"replay", "id-1"}}) {
        auto arguments = command;
        arguments.insert(arguments.end(), {"--store", other});
        BOOST_TEST((adapter::test::marrow(arguments).status == exit_status::usage));
        BOOST_TEST((bytes_of(other) == before), command.front());
    }
    BOOST_TEST(!adapter::store::open_sqlite({other, std::chrono::hours{24}}).has_value());
    BOOST_TEST((bytes_of(other) == before));
}

BOOST_AUTO_TEST_CASE(a_store_of_an_older_marrow_is_brought_up_to_date_when_that_is_asked_for)
{
    using namespace adapter::store::sqlite;
    sqlite_place at;
    {
        auto file = std::move(connection::open(at.file(), connection::mode::create).value());
        BOOST_REQUIRE(migrate(file, migrations().first(5)).has_value());
    }
    const auto said = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--store", at.file()});
        return adapter::test::marrow(arguments);
    };
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"diff", "id-1"}, {"replay", "id-1"}, {"store", "check"}}) {
        const ran refused = said(command);
        BOOST_TEST((refused.status == exit_status::usage));
        BOOST_TEST(contains(refused.err, "marrow store migrate"), refused.err);
    }
    BOOST_TEST((said({"store", "migrate"}).status == exit_status::good));
    BOOST_TEST((said({"store", "check"}).status == exit_status::good));
}

BOOST_AUTO_TEST_CASE(what_is_no_store_or_no_day_is_a_matter_of_usage)
{
    filled at;
    const std::string not_there = at.file() + ".not";
    for (const std::string command : {"check", "export"})
        BOOST_TEST((adapter::test::marrow({"store", command, "--store", not_there}).status == exit_status::usage));
    BOOST_TEST(!std::filesystem::exists(not_there));
    for (const char* date : {"1970", "1970-13-01", "yesterday", "1970-01-01T00:00:00Z"})
        BOOST_TEST((at.store_command({"purge", "--before", date}).status == exit_status::usage), date);
    at.run("CREATE TABLE other (a)");
    const ran said = at.store_command({"check"});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(contains(said.err, "was altered"));
}

BOOST_AUTO_TEST_SUITE_END()

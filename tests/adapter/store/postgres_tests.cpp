#include "adapter/store/postgres/address.hpp"
#include "adapter/store/postgres/schema.hpp"
#include "adapter/store/postgres/writer.hpp"
#include "tests/adapter/store/postgres_place.hpp"

#include <array>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using adapter::store::migration;
using adapter::store::postgres::address;
using adapter::store::postgres::connection;
using fhir::fault_kind;
using namespace std::chrono_literals;

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

connection connected(const std::string& to)
{
    return std::move(connection::open(address::parse(to).value()).value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_address)

BOOST_AUTO_TEST_CASE(what_is_secret_gets_into_no_text)
{
    const auto good = address::parse("postgresql://u:sesame@h.example:5433/d?sslpassword=sesame2").value();
    BOOST_TEST(good.shown() == "h.example:5433/d");
    for (const char* uri : {
             "postgresql://u:sesa%zzme@h/d",
             "postgresql://u:ses@me@h/d",
             "postgresql://u:sesame/rest@h/d",
             "postgresql://u:1234/sesame@h",
             "postgresql://h/d?sesame",
             "postgresql://h:sesame/d",
         }) {
        const auto made = address::parse(uri);
        BOOST_REQUIRE_MESSAGE(!made.has_value(), uri);
        BOOST_TEST((made.error().kind == fault_kind::usage));
        BOOST_TEST(!contains(made.error().text + made.error().log, "ses"), uri);
    }
}

BOOST_AUTO_TEST_CASE(a_command_does_not_repeat_it)
{
    for (const std::vector<std::string>& arguments : {
             std::vector<std::string>{"store", "check", "--store", "postgresql://u:sesame@127.0.0.1:1/d"},
             {"store", "check", "--store", "postgresql:/u:sesame@h/d"},
             {"store", "check", "--store", "mysql://u:sesame@h/d"},
             {"store", "check", "--store", "host=h password=sesame"},
             {"store", "check", "postgresql://u:sesame@h/d"},
             {"serve", "postgresql://u:sesame@h/d"},
             {"serve", "--no-such=postgresql://u:sesame@h/d"},
             {"store", "postgresql://u:sesame@h/d"},
         }) {
        const auto said = adapter::test::marrow(arguments);
        BOOST_TEST((said.status == adapter::exit_status::usage));
        BOOST_TEST(!contains(said.out + said.err, "sesame"), said.err);
    }
    BOOST_TEST(!std::filesystem::exists("host=h password=sesame"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(postgres_store, *boost::unit_test::precondition(has_postgres))

BOOST_AUTO_TEST_CASE(it_keeps_the_contract_of_a_store)
{
    for (const auto& row : contract()) {
        postgres_place at;
        BOOST_TEST_CONTEXT(row.name) row.holds(at);
    }
}

BOOST_AUTO_TEST_CASE(of_several_that_begin_at_once_one_migrates)
{
    postgres_place at;
    std::atomic<int> opened{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 8; ++i)
        all.emplace_back([&] { opened += at.try_open().has_value(); });
    for (std::thread& one : all)
        one.join();
    BOOST_TEST(opened == 8);
    BOOST_TEST(run_sql(at.address(), "SELECT count(*) FROM marrow.migration WHERE number = 1") == "1");
}

BOOST_AUTO_TEST_CASE(a_schema_that_is_not_its_own_is_refused)
{
    const struct {
        const char* sql;
        const char* said;
    } rows[] = {
        {"INSERT INTO marrow.migration VALUES (1000000, 'x')", "newer Marrow"},
        {"UPDATE marrow.migration SET checksum = 'x'", "not the one that this Marrow makes"},
        {"DROP TABLE marrow.migration", "another program"},
    };
    for (const auto& row : rows) {
        postgres_place at;
        at.open();
        run_sql(at.address(), row.sql);
        const auto ended = at.try_open();
        BOOST_REQUIRE(!ended.has_value());
        BOOST_TEST((ended.error().kind == fault_kind::usage));
        BOOST_TEST(contains(ended.error().text, row.said), ended.error().text);
        BOOST_TEST(contains(ended.error().text, "127.0.0.1:"));
    }
}

BOOST_AUTO_TEST_CASE(a_later_migration_is_applied_to_what_is_there)
{
    using namespace adapter::store::postgres;
    postgres_place at;
    BOOST_TEST(keep(*at.open(), record_of(1)).value());
    std::vector<migration> longer{migrations().begin(), migrations().end()};
    longer.push_back({static_cast<int>(longer.size()) + 1, "ALTER TABLE message ADD COLUMN extra text"});
    connection with = connected(at.address());
    BOOST_TEST(contains(verify(with, longer).error().text, "older Marrow"));
    BOOST_TEST(migrate(with, longer).has_value());
    BOOST_TEST(verify(with, longer).has_value());
    BOOST_TEST(contains(at.try_open().error().text, "newer Marrow"));
    longer.push_back({static_cast<int>(longer.size()) + 1, "CREATE TABLE broken ("});
    postgres_place fresh;
    connection empty = connected(fresh.address());
    BOOST_TEST(!migrate(empty, longer).has_value());
    BOOST_TEST(run_sql(fresh.address(), "SELECT count(*) FROM pg_namespace WHERE nspname = 'marrow'") == "0");
    BOOST_TEST(migrate(empty).has_value(), "a failed migration leaves nothing behind");
}

BOOST_AUTO_TEST_CASE(a_server_may_serve_without_the_right_to_make_tables)
{
    postgres_place at;
    at.open();
    const std::string role = at.address().substr(at.address().rfind('/') + 1) + "_role";
    run_sql(
        at.address(),
        "CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA marrow TO " + role +
            "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA marrow TO " + role +
            "; GRANT USAGE ON ALL SEQUENCES IN SCHEMA marrow TO " + role
    );
    std::string as = at.address();
    as.replace(as.find("marrow@"), 6, role);
    const auto store = std::move(adapter::store::open_postgres({as}).value());
    BOOST_TEST(keep(*store, record_of(1)).value());
    BOOST_TEST(store->find_decision("id-1").value().has_value());
}

BOOST_AUTO_TEST_CASE(what_is_committed_is_durable_whatever_the_server_was_told)
{
    postgres_place at;
    run_sql(
        at.address(),
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"
    );
    const auto is_now = [&] {
        return std::string{connected(at.address()).execute("SHOW synchronous_commit").value().text(0, 0)};
    };
    BOOST_TEST(is_now() == "on");
    run_sql(
        at.address(),
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = remote_apply', current_database()); "
        "END $$"
    );
    BOOST_TEST(is_now() == "remote_apply");
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_sync_is_refused)
{
    postgres_place at;
    run_sql(at.address(), "ALTER SYSTEM SET fsync = off");
    run_sql(at.address(), "SELECT pg_reload_conf()");
    auto ended = at.try_open();
    for (int i = 0; i < 50 && ended; ++i, ended = at.try_open())
        std::this_thread::sleep_for(20ms);
    run_sql(at.address(), "ALTER SYSTEM RESET fsync");
    run_sql(at.address(), "SELECT pg_reload_conf()");
    BOOST_REQUIRE(!ended.has_value());
    BOOST_TEST(contains(ended.error().text, "fsync is off"), ended.error().text);
    for (int i = 0; i < 50 && !at.try_open(); ++i)
        std::this_thread::sleep_for(20ms);
    BOOST_TEST(at.try_open().has_value());
}

BOOST_AUTO_TEST_CASE(a_text_that_the_server_does_not_take_is_refused_alone)
{
    postgres_place at;
    const auto store = at.open();
    standing_in_line others{at.address()};
    std::array<std::promise<fhir::result<bool>>, 4> ends;
    for (int i = 0; i < 4; ++i) {
        auto one = record_of(i);
        if (i == 1) one.received.request_id = std::string("a\0b", 3);
        if (i == 2) one.received.sender = "\xED\xA0\x80";
        store->keep(std::move(one), [&end = ends[static_cast<std::size_t>(i)]](fhir::result<bool> how) {
            end.set_value(std::move(how));
        });
    }
    others.leave();
    for (const int i : {0, 1, 2, 3}) {
        const auto how = ends[static_cast<std::size_t>(i)].get_future().get();
        BOOST_TEST(how.has_value() == (i == 0 || i == 3), i);
        if (!how) BOOST_TEST((how.error().kind == fault_kind::internal));
    }
    BOOST_TEST(store->writable());
}

BOOST_AUTO_TEST_CASE(who_waits_too_long_is_told_and_what_waits_is_bounded)
{
    using namespace adapter::store::postgres;
    postgres_place at;
    const auto other = at.open();
    std::atomic<int> refused{0};
    std::atomic<int> kept{0};
    adapter::store::meter counts;
    {
        const address to = address::parse(at.address()).value();
        writer one{
            to,
            std::move(writing_session::open(to, 7).value()),
            7,
            counts,
            1s,
            {.records = 4, .bytes = 200, .batch = 2, .batch_bytes = 1000}};
        const standing_in_line others{at.address()};
        const auto then = [&](fhir::result<bool> how) { how.has_value() ? ++kept : ++refused; };
        auto large = record_of(100);
        large.received.body.assign(201, 'x');
        one.keep(large, then);
        BOOST_TEST(refused == 1, "more bytes than it holds");
        for (int i = 0; i < 10; ++i)
            one.keep(record_of(i), then);
        BOOST_TEST(refused >= 1 + 10 - 4 - 2, "four wait, and no more than two are being written");
        const auto late = keep(*other, record_of(50));
        BOOST_REQUIRE(!late.has_value());
        BOOST_TEST((late.error().kind == fault_kind::busy));
        BOOST_TEST(!other->writable());
        BOOST_TEST(kept == 0);
    }
    BOOST_TEST(kept + refused == 11);
    for (int i = 0; i < 100 && !other->writable(); ++i)
        std::this_thread::sleep_for(50ms);
    BOOST_TEST(other->writable(), "it finds out by itself");
    BOOST_TEST(keep(*other, record_of(50)).value());
}

BOOST_AUTO_TEST_CASE(of_two_nodes_with_one_key_one_keeps_it)
{
    postgres_place at;
    const auto first = at.open();
    const auto second = at.open();
    int kept = 0;
    for (int i = 0; i < 50; ++i) {
        std::array<std::promise<fhir::result<bool>>, 2> ends;
        for (std::size_t node = 0; node < 2; ++node) {
            auto one = record_of(2 * i + static_cast<int>(node));
            one.received.key = key_of(i);
            (node == 0 ? first : second)->keep(std::move(one), [&end = ends[node]](fhir::result<bool> how) {
                end.set_value(std::move(how));
            });
        }
        const bool is_first = ends[0].get_future().get().value();
        const bool is_second = ends[1].get_future().get().value();
        kept += is_first + is_second;
        const auto found = second->find(key_of(i), 1).value();
        BOOST_REQUIRE(found.has_value());
        BOOST_TEST(found->made.id == record_of(is_first ? 2 * i : 2 * i + 1).made.id);
    }
    BOOST_TEST(kept == 50);
}

BOOST_AUTO_TEST_CASE(what_one_node_took_no_other_is_given_for_a_minute)
{
    postgres_place at;
    const auto first = at.open();
    const auto second = at.open();
    const adapter::store::name_key name = adapter::store::name_key_of({"name"});
    auto waits = record_of(1);
    waits.with.awaited = {name};
    BOOST_TEST(keep(*first, waits).value());
    auto brings = record_of(2);
    brings.with.resources = {{name, 0}};
    BOOST_TEST(keep(*second, brings).value());
    const auto taken = first->take_due(10).value();
    BOOST_REQUIRE(taken.size() == 1u);
    BOOST_TEST(second->take_due(10).value().empty());
    BOOST_TEST(first->take_due(10).value().size() == 1u, "it may ask again itself");
    run_sql(at.address(), "UPDATE marrow.due SET leased_until = now()");
    const auto later = second->take_due(10).value();
    BOOST_REQUIRE(later.size() == 1u);
    BOOST_TEST(revise(*second, {later[0], 5, std::nullopt, waits.with}).value());
    BOOST_TEST(!revise(*first, {taken[0], 6, std::nullopt, waits.with}).value(), "the ticket holds once");
    auto again = record_of(3);
    again.with.resources = {{name, 0}};
    BOOST_TEST(keep(*second, again).value());
    BOOST_TEST(!revise(*first, {taken[0], 7, std::nullopt, waits.with}).value(), "and never again");
}

BOOST_AUTO_TEST_CASE(what_awaits_and_what_comes_on_two_nodes_never_miss_one_another)
{
    postgres_place at;
    const auto first = at.open();
    const auto second = at.open();
    for (int i = 0; i < 100; ++i) {
        const adapter::store::name_key name = adapter::store::name_key_of({"name", std::to_string(i)});
        auto waits = record_of(2 * i);
        waits.with.awaited = {name};
        auto brings = record_of(2 * i + 1);
        brings.with.resources = {{name, 0}};
        std::promise<void> ended;
        first->keep(std::move(waits), [&](const fhir::result<bool>&) { ended.set_value(); });
        BOOST_TEST(keep(*second, brings).value());
        ended.get_future().get();
    }
    BOOST_TEST(first->take_due(1000).value().size() == 100u);
}

BOOST_AUTO_TEST_SUITE_END()

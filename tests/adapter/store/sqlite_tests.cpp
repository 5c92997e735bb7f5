#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/sqlite/schema.hpp"
#include "adapter/store/sqlite/writer.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>
#include <sys/stat.h>

using namespace marrow;
using namespace marrow::test;
using adapter::store::migration;
using adapter::store::sqlite::connection;
using fhir::fault_kind;

namespace {

connection opened(const std::string& path, connection::mode how = connection::mode::create)
{
    return std::move(connection::open(path, how).value());
}

void alter(const std::string& path, const char* sql)
{
    BOOST_REQUIRE(opened(path).execute(sql) == SQLITE_OK);
}

std::string refusal(sqlite_place& at)
{
    const auto ended = at.try_open();
    BOOST_REQUIRE(!ended.has_value());
    BOOST_TEST((ended.error().kind == fault_kind::usage));
    BOOST_TEST(ended.error().text.find(at.file()) != std::string::npos);
    return ended.error().text;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_store)

BOOST_AUTO_TEST_CASE(it_keeps_the_contract_of_a_store)
{
    for (const auto& row : contract()) {
        sqlite_place at;
        BOOST_TEST_CONTEXT(row.name) row.holds(at);
    }
}

BOOST_AUTO_TEST_CASE(its_file_is_for_its_owner_alone_and_durable)
{
    sqlite_place at;
    const auto store = at.open();
    BOOST_TEST(keep(*store, record_of(1)).value());
    for (const char* end : {"", "-wal", "-shm"}) {
        struct stat of {};
        BOOST_REQUIRE(::stat((at.file() + end).c_str(), &of) == 0);
        BOOST_TEST((of.st_mode & 0777) == 0600u);
    }
    connection second = opened(at.file());
    auto mode = second.prepare("PRAGMA journal_mode");
    BOOST_TEST(mode.step() == SQLITE_ROW);
    BOOST_TEST(mode.text(0) == "wal");
    auto synchronous = second.prepare("PRAGMA synchronous");
    BOOST_TEST(synchronous.step() == SQLITE_ROW);
    BOOST_TEST(synchronous.number(0) == 2);
}

BOOST_AUTO_TEST_CASE(one_file_is_left_at_its_end)
{
    sqlite_place at;
    {
        const auto store = at.open();
        BOOST_TEST(keep(*store, record_of(1)).value());
        BOOST_TEST(store->find_decision("id-1").value().has_value());
    }
    BOOST_TEST(std::filesystem::exists(at.file()));
    BOOST_TEST(!std::filesystem::exists(at.file() + "-wal"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_its_own_is_refused)
{
    {
        sqlite_place at;
        std::ofstream{at.file()} << std::string(4096, 'x');
        BOOST_TEST(contains(refusal(at), "is not a database"));
    }
    {
        sqlite_place at;
        alter(at.file(), "CREATE TABLE other (a)");
        BOOST_TEST(contains(refusal(at), "of another program"));
    }
}

BOOST_AUTO_TEST_CASE(a_newer_or_altered_schema_is_refused_and_left_as_it_is)
{
    const struct {
        const char* sql;
        const char* said;
    } rows[] = {
        {"INSERT INTO migration VALUES (1000000, 'x')", "newer Marrow"},
        {"UPDATE migration SET checksum = 'x' WHERE number = 1", "not the one that this Marrow makes"},
        {"ALTER TABLE message ADD COLUMN extra TEXT", "was altered"},
        {"DROP INDEX message_received", "was altered"},
        {"CREATE TRIGGER t AFTER INSERT ON message BEGIN DELETE FROM message; END", "was altered"},
    };
    for (const auto& row : rows) {
        sqlite_place at;
        BOOST_TEST(keep(*at.open(), record_of(1)).value());
        alter(at.file(), row.sql);
        BOOST_TEST_CONTEXT(row.sql) BOOST_TEST(contains(refusal(at), row.said));
    }
}

BOOST_AUTO_TEST_CASE(a_later_migration_is_applied_to_what_is_there)
{
    using namespace adapter::store::sqlite;
    sqlite_place at;
    BOOST_TEST(keep(*at.open(), record_of(1)).value());
    std::vector<migration> longer{migrations().begin(), migrations().end()};
    longer.push_back({static_cast<int>(longer.size()) + 1, "ALTER TABLE message ADD COLUMN extra TEXT"});
    connection file = opened(at.file());
    BOOST_TEST(contains(verify(file, longer).error().text, "older Marrow"));
    BOOST_TEST(migrate(file, longer).has_value());
    BOOST_TEST(verify(file, longer).has_value());
    BOOST_TEST(migrate(file, longer).has_value());
    BOOST_TEST(contains(refusal(at), "newer Marrow"));
    longer.back().sql = "CREATE TABLE broken (";
    longer.back().number += 1;
    sqlite_place fresh;
    connection empty = opened(fresh.file());
    BOOST_TEST(!migrate(empty, longer).has_value());
    BOOST_TEST(migrate(empty).has_value(), "a failed migration leaves nothing behind");
}

BOOST_AUTO_TEST_CASE(what_the_first_schema_kept_is_still_there)
{
    using namespace adapter::store::sqlite;
    sqlite_place at;
    {
        connection file = opened(at.file());
        BOOST_TEST(migrate(file, migrations().first(1)).has_value());
    }
    alter(
        at.file(),
        "INSERT INTO message VALUES (7, 'id-1', 5, 'Claim', 'r', NULL, x'00', x'00');"
        "INSERT INTO decision VALUES (3, 'id-1', 7, 422, 'R5', 2, '0.1', 'b', x'AA');"
    );
    const auto store = at.open();
    const auto found = store->find_decision("id-1").value();
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->number == 1u);
    BOOST_TEST(found->made == 5);
    BOOST_TEST(found->status == 422u);
    BOOST_TEST(found->outcome == "\xAA");
}

BOOST_AUTO_TEST_CASE(a_locked_file_is_busy_and_serves_again_when_it_is_free)
{
    sqlite_place at;
    const auto store = at.open();
    connection other = opened(at.file(), connection::mode::write);
    BOOST_REQUIRE(other.execute("BEGIN IMMEDIATE") == SQLITE_OK);
    const auto refused = keep(*store, record_of(1));
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().kind == fault_kind::busy));
    BOOST_TEST(!store->writable());
    BOOST_TEST(!store->find_decision("id-1").value().has_value());
    BOOST_REQUIRE(other.execute("ROLLBACK") == SQLITE_OK);
    for (int i = 0; i < 100 && !store->writable(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    BOOST_TEST(store->writable(), "it finds out by itself");
    BOOST_TEST(keep(*store, record_of(1)).value());
}

BOOST_AUTO_TEST_CASE(what_waits_is_bounded)
{
    sqlite_place at;
    at.open();
    connection other = opened(at.file(), connection::mode::write);
    BOOST_REQUIRE(other.execute("BEGIN IMMEDIATE") == SQLITE_OK);
    std::atomic<int> refused{0};
    std::atomic<int> kept{0};
    adapter::store::meter counts;
    {
        adapter::store::sqlite::writer writer{
            opened(at.file()),
            counts,
            {.records = 4, .bytes = 200, .batch = 2, .key_lifetime = std::chrono::seconds{1}}};
        const auto then = [&](fhir::result<bool> how) { how.has_value() ? ++kept : ++refused; };
        auto large = record_of(100);
        large.received.body.assign(201, 'x');
        writer.keep(large, then);
        BOOST_TEST(refused == 1, "more bytes than it holds");
        for (int i = 0; i < 10; ++i)
            writer.keep(record_of(i), then);
        BOOST_TEST(refused >= 1 + 10 - 4 - 2, "four wait, and no more than two are being written");
        BOOST_REQUIRE(other.execute("ROLLBACK") == SQLITE_OK);
    }
    BOOST_TEST(kept + refused == 11);
    BOOST_TEST(kept >= 4);
}

BOOST_AUTO_TEST_SUITE_END()

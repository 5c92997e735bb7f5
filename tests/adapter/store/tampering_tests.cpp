#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/postgres_place.hpp"
#include "tests/adapter/store/sealed_place.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <algorithm>
#include <functional>

using namespace marrow::test;
using namespace marrow::adapter::store;

namespace {

name_key name_of(std::string_view text)
{
    return name_key_of({text});
}

record tied(int number)
{
    record made = whole_record_of(number);
    const std::string text = std::to_string(number);
    made.with.resources = {{name_of("r" + text), 2}, {name_of("s" + text), 1}, {name_of("r" + text), 2}};
    made.with.lines = {{name_of("p" + text), number, "line " + text}, {name_of("q" + text), number, "line " + text}};
    made.with.marks = {name_of("m" + text), name_of("k"), name_of("m" + text)};
    return made;
}

revision anew(int number, std::uint32_t version)
{
    decision made = whole_record_of(number).made;
    made.number = version;
    made.made += 7;
    made.status = 200;
    ties with = tied(number).with;
    with.marks = {name_of("anew")};
    return {{made.id}, made.made, made, with};
}

/// Three messages: of the first there is a second decision, of the third the marks are others without one.
void fill(store_place& at)
{
    const auto store = at.open();
    for (const int number : {1, 2, 3})
        BOOST_REQUIRE(keep(*store, tied(number)).value());
    BOOST_REQUIRE(revise(*store, anew(1, 2)).value());
    BOOST_REQUIRE(revise(*store, {{"id-2"}, 50, std::nullopt, tied(2).with}).value());
    ties other = tied(3).with;
    other.marks = {name_of("other")};
    BOOST_REQUIRE(revise(*store, {{"id-3"}, 51, std::nullopt, other}).value());
}

const std::string number_of_2 = "(SELECT number FROM message WHERE id = 'id-2')";

const struct {
    std::string sql;
    const char* said;
} alterations[] = {
    {"UPDATE message SET body = (SELECT body FROM message WHERE id = 'id-1'), "
     "hash = (SELECT hash FROM message WHERE id = 'id-1') WHERE id = 'id-2'",
     "message id-2: key or hash: not as the audit tells"},
    {"UPDATE message SET key = hash WHERE id = 'id-2'", "message id-2: key or hash: not as the audit tells"},
    {"UPDATE message SET received = 5, sender = 'x' WHERE id = 'id-2'",
     "message id-2: time, sender: not as the audit tells"},
    {"UPDATE message SET type = 'Bundle' WHERE id = 'id-2'", "message id-2: type: not as the audit tells"},
    {"UPDATE message SET request_id = '' WHERE id = 'id-2'", "message id-2: request id: not as the audit tells"},
    {"UPDATE message SET id = 'id-4' WHERE id = 'id-2'",
     "message id-2: it is gone, and no purge of the audit tells of it; message id-4: the audit does not tell of it"},
    {"UPDATE decision SET status = 200 WHERE id = 'id-2'", "decision id-2: status: not as the audit tells"},
    {"UPDATE decision SET errors = 0 WHERE id = 'id-2'",
     "decision id-2: time, release, errors, version or basis: not as the audit tells"},
    {"UPDATE decision SET basis = version WHERE id = 'id-2'",
     "decision id-2: time, release, errors, version or basis: not as the audit tells"},
    {"UPDATE decision SET made = 4 WHERE id = 'id-1' AND ordinal = 2",
     "decision id-1 version 2: time, release, errors, version or basis: not as the audit tells"},
    {"UPDATE decision SET message = (SELECT number FROM message WHERE id = 'id-3') WHERE id = 'id-2'",
     "decision id-2: it belongs to another message"},
    {"UPDATE decision SET outcome = (SELECT outcome FROM decision WHERE id = 'id-3') WHERE id = 'id-2'",
     "decision id-2: outcome: not as the audit tells"},
    {"UPDATE decision SET outcome = (SELECT outcome FROM decision WHERE id = 'id-3') WHERE ordinal = 2",
     "decision id-1 version 2: outcome: not as the audit tells"},
    {"DELETE FROM decision WHERE ordinal = 2", "decision id-1 version 2: it is gone"},
    {"DELETE FROM idempotency; DELETE FROM resource WHERE message = " + number_of_2 +
         "; DELETE FROM line WHERE message = " + number_of_2 + "; DELETE FROM mark WHERE message = " + number_of_2 +
         "; DELETE FROM decision WHERE id = 'id-2'; DELETE FROM message WHERE id = 'id-2'",
     "message id-2: it is gone, and no purge of the audit tells of it"},
    {"DELETE FROM resource WHERE message = " + number_of_2 + " AND entry = 1",
     "message id-2: names of resources: not as the audit tells"},
    {"UPDATE resource SET entry = 9 WHERE message = " + number_of_2 + " AND entry = 1",
     "message id-2: names of resources: not as the audit tells"},
    {"DELETE FROM line WHERE message = " + number_of_2, "message id-2: lines or marks: not as the audit tells"},
    {"UPDATE line SET day = 0 WHERE message = " + number_of_2, "message id-2: lines or marks: not as the audit tells"},
    {"DELETE FROM mark WHERE message = (SELECT number FROM message WHERE id = 'id-1')",
     "message id-1: lines or marks: not as the audit tells"},
    {"DELETE FROM mark WHERE message = (SELECT number FROM message WHERE id = 'id-3')",
     "message id-3: lines or marks: not as the audit tells"},
    {"INSERT INTO message (id, received, type, request_id, sender, key, hash, body) SELECT 'id-9', received, type, "
     "request_id, sender, key, hash, body FROM message WHERE id = 'id-2'",
     "message id-9: the audit does not tell of it"},
    {"INSERT INTO decision (id, ordinal, made, message, status, release, errors, version, basis, outcome) SELECT id, "
     "3, "
     "made, message, status, release, errors, version, basis, outcome FROM decision WHERE ordinal = 2",
     "decision id-1 version 3: the audit does not tell of it"},
    {"DELETE FROM audit WHERE number > 2",
     "message id-3: the audit does not tell of it; decision id-3: the audit does not tell of it; decision id-1 version "
     "2: the audit does not tell of it"},
    {"DELETE FROM audit",
     "message id-1: the audit does not tell of it; message id-2: the audit does not tell of it; message id-3: the "
     "audit "
     "does not tell of it; decision id-1: the audit does not tell of it"},
};

std::string wrong_in(const store_place& at)
{
    std::string out;
    for (const std::string& each : check(at.name(), at.keys()).value().wrong)
        out.append(out.empty() ? "" : "; ").append(each);
    return out;
}

/// Each part that is told of, in whatever order.
bool says(const std::string& said, std::string_view parts)
{
    constexpr std::string_view between = "; ";
    for (std::size_t end = 0; end != std::string_view::npos; parts.remove_prefix(end + between.size())) {
        end = parts.find(between);
        if (said.find(parts.substr(0, end)) == std::string::npos) return false;
        if (end == std::string_view::npos) break;
    }
    return true;
}

void alter(const sqlite_place& at, const std::string& sql)
{
    auto file = std::move(sqlite::connection::open(at.file(), sqlite::connection::mode::write).value());
    BOOST_REQUIRE_MESSAGE(file.execute(sql.c_str()) == 0, file.message());
}

void alter(const postgres_place& at, const std::string& sql)
{
    run_sql(at.address(), "SET search_path = marrow; " + sql);
}

template <class Place>
void names_each_alteration()
{
    for (const auto& row : alterations) {
        Place at;
        fill(at);
        BOOST_TEST(wrong_in(at) == "");
        alter(at, row.sql);
        BOOST_TEST_CONTEXT(row.sql) BOOST_TEST(says(wrong_in(at), row.said), wrong_in(at));
    }
}

template <class Place>
void is_whole_after_all_that_is_allowed()
{
    Place plain;
    fill(plain);
    alter(plain, "UPDATE unproven SET message = 3, decision = 4; DELETE FROM audit");
    const auto older = check(plain.name()).value();
    BOOST_TEST(older.wrong.empty(), "what is from before it was proved is not held to it");
    BOOST_TEST(older.uncovered == 3u);

    Place other;
    sealed_place at{other};
    fill(other);
    const keyring second = test_keys(second_key + "\n" + first_key);
    {
        const auto store = at.open();
        BOOST_TEST(keep(*store, tied(4)).value());
    }
    BOOST_TEST(wrong_in(at) == "");
    BOOST_TEST(rekey(other.name(), second).has_value());
    BOOST_TEST(check(other.name(), second).value().wrong.empty(), "a new key alters nothing");
    constexpr std::int64_t day = 86'400'000;
    BOOST_TEST(purge(other.name(), 2 * day).value() == 1u);
    BOOST_TEST(purge(other.name(), 3 * day).value() == 1u);
    const auto purged = check(other.name(), second).value();
    BOOST_TEST(purged.wrong.empty());
    BOOST_TEST(purged.uncovered == 0u);
    BOOST_TEST(cut_audit(other.name(), 3 * day + 1).value() > 0u);
    const auto cut = check(other.name(), second).value();
    BOOST_TEST(cut.wrong.empty());
    BOOST_TEST(cut.uncovered == 1u);
    BOOST_TEST(cut.messages == 2u);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_tampering)

BOOST_AUTO_TEST_CASE(what_was_altered_in_a_file_is_named)
{
    names_each_alteration<sqlite_place>();
}

BOOST_AUTO_TEST_CASE(what_was_altered_in_a_database_is_named, *boost::unit_test::precondition(has_postgres))
{
    names_each_alteration<postgres_place>();
}

BOOST_AUTO_TEST_CASE(what_marrow_does_is_no_alteration)
{
    is_whole_after_all_that_is_allowed<sqlite_place>();
}

BOOST_AUTO_TEST_CASE(nor_is_it_in_a_database, *boost::unit_test::precondition(has_postgres))
{
    is_whole_after_all_that_is_allowed<postgres_place>();
}

BOOST_AUTO_TEST_SUITE_END()

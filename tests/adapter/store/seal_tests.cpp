#include "adapter/store/open.hpp"
#include "adapter/store/seal.hpp"
#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/postgres_place.hpp"
#include "tests/adapter/store/sealed_place.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <fstream>
#include <set>

using namespace marrow;
using namespace marrow::test;
using namespace marrow::adapter::store;
using fhir::fault_kind;

namespace {

/// With a canary in each part of it that may hold what was sent.
record secret_record(int number)
{
    record made = whole_record_of(number);
    const std::string body = "canary-body-" + std::to_string(number);
    made.received.body = body;
    made.received.hash = digest_of(std::string_view{body});
    made.made.outcome = "canary-outcome-" + std::to_string(number);
    made.with.lines = {{name_key_of({"p"}), number, "{\"canary-line\":" + std::to_string(number) + "}"}};
    return made;
}

std::string bytes_of(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

bool holds_canary(const std::string& file)
{
    for (const char* end : {"", "-wal", "-shm"})
        if (bytes_of(file + end).find("canary") != std::string::npos) return true;
    return false;
}

void reads_secret_record(message_store& in, int number)
{
    const std::string id = "id-" + std::to_string(number);
    const record kept = secret_record(number);
    BOOST_TEST(in.find_message(id).value()->body == kept.received.body);
    BOOST_TEST(in.find_decision(id).value()->outcome == kept.made.outcome);
    BOOST_TEST(in.find_decisions(id).value().front().outcome == kept.made.outcome);
    BOOST_TEST(in.find(key_of(number), kept.received.received).value()->made.outcome == kept.made.outcome);
    std::set<std::string> lines;
    for (const found_line& each : in.find_lines(std::vector{name_key_of({"p"})}).value())
        lines.insert(each.line.what);
    BOOST_TEST(lines.contains(kept.with.lines.front().what));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_seal)

BOOST_AUTO_TEST_CASE(keys_are_read_from_lines_of_hexadecimal_or_base64)
{
    const std::string base64 = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=";  // as the first key
    BOOST_TEST(test_keys(base64).id() == test_keys(first_key).id());
    BOOST_TEST(test_keys("# a comment\n\n  " + first_key + " \r\n" + second_key).id() == test_keys(first_key).id());
    BOOST_TEST(test_keys(second_key).id() != test_keys(first_key).id());
    BOOST_TEST(test_keys("").empty());
    BOOST_TEST(test_keys("# nothing\n").empty());
    std::string many;
    for (std::size_t i = 0; i <= keyring::most_keys; ++i)
        many += first_key + "\n";
    for (const std::string& wrong :
         {std::string{"short"},
          std::string(63, 'a'),
          std::string(64, 'x'),
          std::string(66, 'a'),
          std::string{"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq=="},
          many,
          std::string(keyring::most_bytes + 1, '\n')}) {
        const auto refused = keyring::parse(wrong);
        BOOST_REQUIRE(!refused.has_value());
        BOOST_TEST((refused.error().kind == fault_kind::usage));
        BOOST_TEST(refused.error().text.find("qqq") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_where_it_is_bound_and_nowhere_else)
{
    const keyring by = test_keys(first_key);
    for (const std::string& text : {std::string{}, std::string{"x"}, std::string(100'000, 'y')}) {
        const std::string sealed = by.seal(text, "here");
        BOOST_TEST(keyring::is_sealed(sealed));
        BOOST_TEST(by.open(sealed, "here").value() == text);
        BOOST_TEST(!by.open(sealed, "there").has_value());
        BOOST_TEST(!test_keys(second_key).open(sealed, "here").has_value());
        BOOST_TEST(!keyring{}.open(sealed, "here").has_value());
        BOOST_TEST(test_keys(second_key + "\n" + first_key).open(sealed, "here").value() == text);
        BOOST_TEST(by.seal(text, "here") != sealed, "a nonce is used once");
    }
    const std::string sealed = by.seal("text", "here");
    for (std::size_t i = 4; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        BOOST_TEST(!by.open(altered, "here").has_value(), i);
        BOOST_TEST(!by.open(std::string_view{sealed}.substr(0, i), "here").has_value(), i);
    }
    BOOST_TEST(by.open("as it is", "here").value() == "as it is");
    BOOST_TEST(keyring{}.seal("as it is", "here") == "as it is");
}

BOOST_AUTO_TEST_CASE(a_sealed_text_is_a_text_and_the_same_for_the_same)
{
    const keyring by = test_keys(first_key);
    const std::string sealed = by.seal_text("{\"line\":1}", "m");
    BOOST_TEST(std::ranges::all_of(sealed, [](char c) { return c >= ' ' && c <= 'z'; }));
    BOOST_TEST(by.seal_text("{\"line\":1}", "m") == sealed);
    BOOST_TEST(by.seal_text("{\"line\":1}", "n") != sealed);
    BOOST_TEST(by.open_text(sealed, "m").value() == "{\"line\":1}");
    BOOST_TEST(!by.open_text(sealed, "n").has_value());
    BOOST_TEST(!by.open_text(sealed + "=", "m").has_value());
    BOOST_TEST(by.open_text("{}", "m").value() == "{}");
}

BOOST_AUTO_TEST_CASE(an_encrypted_store_keeps_the_contract_of_a_store)
{
    for (const auto& row : contract()) {
        sqlite_place plain;
        sealed_place at{plain};
        BOOST_TEST_CONTEXT(row.name) row.holds(at);
    }
}

BOOST_AUTO_TEST_CASE(nothing_that_was_sent_is_readable_in_the_files)
{
    sqlite_place plain;
    const auto store = sealed_place{plain}.open();
    for (const int number : {1, 2, 3})
        BOOST_TEST(keep(*store, secret_record(number)).value());
    auto second = secret_record(1).made;
    second.number = 2;
    BOOST_TEST(revise(*store, {{"id-1"}, 5, second, secret_record(1).with}).value());
    BOOST_TEST(!holds_canary(plain.file()));
    for (const int number : {1, 2, 3})
        reads_secret_record(*store, number);
    sqlite_place open;
    BOOST_TEST(keep(*open.open(), secret_record(1)).value());
    BOOST_TEST(holds_canary(open.file()), "without a key it would be seen");
}

BOOST_AUTO_TEST_CASE(a_missing_or_wrong_key_is_told_at_the_start)
{
    sqlite_place plain;
    BOOST_TEST(keep(*sealed_place{plain}.open(), secret_record(1)).value());
    for (const std::string& text : {std::string{}, second_key}) {
        const auto refused = sealed_place{plain, text}.try_open();
        BOOST_REQUIRE(!refused.has_value());
        BOOST_TEST((refused.error().kind == fault_kind::usage));
        BOOST_TEST(refused.error().text.starts_with("the store is encrypted"), refused.error().text);
        BOOST_TEST(!check(plain.name(), test_keys(text)).has_value());
        BOOST_TEST(!export_all(
                        plain.name(), [](const exported&) { return true; }, test_keys(text)
        )
                        .has_value());
        BOOST_TEST(!rekey(plain.name(), test_keys(text)).has_value());
    }
    BOOST_TEST(sealed_place(plain, second_key + "\n" + first_key).try_open().has_value());
    BOOST_TEST(!sealed_place(plain, first_key).try_open().has_value(), "the other has been used by now");
}

BOOST_AUTO_TEST_CASE(what_was_altered_is_refused_and_named)
{
    const struct {
        const char* sql;
        const char* said;
        bool is_body;
    } rows[] = {
        {"UPDATE message SET body = (SELECT body FROM message WHERE id = 'id-1') WHERE id = 'id-2'",
         "message id-2: its body does not open: it was altered",
         true},
        {"UPDATE message SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB) WHERE id = 'id-2'",
         "message id-2: its body does not open: it was altered",
         true},
        {"UPDATE decision SET outcome = (SELECT outcome FROM decision WHERE id = 'id-1') WHERE id = 'id-2'",
         "decision id-2: its outcome does not open: it was altered",
         false},
    };
    for (const auto& row : rows) {
        sqlite_place plain;
        sealed_place at{plain};
        {
            const auto store = at.open();
            for (const int number : {1, 2})
                BOOST_TEST(keep(*store, whole_record_of(number)).value());
        }
        BOOST_TEST(check(plain.name(), test_keys(first_key)).value().wrong.empty());
        sqlite::connection file =
            std::move(sqlite::connection::open(plain.file(), sqlite::connection::mode::write).value());
        BOOST_REQUIRE(file.execute(row.sql) == 0);
        BOOST_TEST_CONTEXT(row.sql)
        {
            const auto store = at.open();
            BOOST_TEST(store->find_message("id-2").has_value() != row.is_body);
            BOOST_TEST(store->find_decision("id-2").has_value() == row.is_body);
            BOOST_TEST(store->find_message("id-1").has_value());
            const auto found = check(plain.name(), test_keys(first_key)).value();
            BOOST_REQUIRE(found.wrong.size() == 1u);
            BOOST_TEST(found.wrong.front() == row.said);
            BOOST_TEST(!rekey(plain.name(), test_keys(second_key + "\n" + first_key)).has_value());
        }
    }
}

namespace {

void run(const sqlite_place& in, const std::string& sql)
{
    auto file = std::move(sqlite::connection::open(in.file(), sqlite::connection::mode::write).value());
    BOOST_REQUIRE_MESSAGE(file.execute(sql.c_str()) == 0, file.message());
}

std::string hexadecimal(const std::string& bytes)
{
    return hex(std::span{std::bit_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_put_in_unsealed_is_refused_once_all_is_sealed)
{
    const record planted = whole_record_of(9);
    const std::string alterations[] = {
        "UPDATE message SET body = x'" + hexadecimal(planted.received.body) + "' WHERE id = 'id-1'",
        "UPDATE decision SET outcome = x'" + hexadecimal(planted.made.outcome) + "' WHERE id = 'id-1'",
        "UPDATE line SET what = 'planted'",
    };
    for (const bool was_open : {false, true}) {
        for (const std::string& sql : alterations) {
            sqlite_place plain;
            sealed_place at{plain};
            if (was_open) BOOST_TEST(keep(*plain.open(), secret_record(1)).value());
            BOOST_TEST(keep(*at.open(), secret_record(was_open ? 2 : 1)).value());
            if (was_open) {
                reads_secret_record(*at.open(), 1);
                BOOST_TEST(rekey(plain.name(), test_keys(first_key)).value() == 1u);
            }
            run(plain, sql);
            const auto store = at.open();
            const bool all_open = store->find_message("id-1") && store->find_decision("id-1") &&
                                  store->find_lines(std::vector{name_key_of({"p"})});
            BOOST_TEST_CONTEXT(sql)
            {
                BOOST_TEST(!all_open);
                BOOST_TEST(!check(plain.name(), test_keys(first_key)).value().wrong.empty());
                const keyring both = test_keys(second_key + "\n" + first_key);
                BOOST_TEST(!rekey(plain.name(), both).has_value());
                BOOST_TEST(rekey(plain.name(), both, to_the_end, unsealed::taken).has_value(), "as it is told to");
                BOOST_TEST(sealed_place(plain, second_key).open()->find_message("id-1").has_value());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_mark_of_what_is_not_sealed_cannot_be_put_in)
{
    sqlite_place plain;
    sealed_place at{plain};
    for (const int number : {1, 2})
        BOOST_TEST(keep(*at.open(), secret_record(number)).value());
    run(plain,
        "INSERT INTO seal (id, proof) SELECT 'mixed', proof FROM seal; "
        "UPDATE message SET body = x'00' WHERE id = 'id-1'");
    BOOST_TEST(!at.open()->find_message("id-1").has_value());
    run(plain, "DELETE FROM seal");
    BOOST_TEST(at.try_open().error().text == "the store is encrypted, and its list of keys is gone");
}

BOOST_AUTO_TEST_CASE(the_secret_of_the_audit_is_sealed_and_stays)
{
    sqlite_place plain;
    const auto called = [&](const std::string& keys) {
        return sealed_place{plain, keys}.open()->name_in_audit(name_key_of({"p"}));
    };
    const std::string first = called("");
    BOOST_TEST(first != hex(name_key_of({"p"})));
    BOOST_TEST(called("") == first);
    BOOST_TEST(called(first_key) == first);
    const auto is_sealed = [&] {
        auto file = std::move(sqlite::connection::open(plain.file(), sqlite::connection::mode::read).value());
        auto secret = file.prepare("SELECT bytes FROM secret");
        BOOST_REQUIRE(secret.step() == 100);
        return keyring::is_sealed(secret.text(0));
    };
    BOOST_TEST(is_sealed());
    BOOST_TEST(rekey(plain.name(), test_keys(second_key + "\n" + first_key)).has_value());
    BOOST_TEST(is_sealed());
    BOOST_TEST(called(second_key) == first);
    run(plain, "UPDATE secret SET bytes = x'00'");
    BOOST_TEST(
        sealed_place(plain, second_key).try_open().error().text ==
        "the secret of the audit does not open: it was altered"
    );
}

BOOST_AUTO_TEST_CASE(what_is_exported_is_open)
{
    sqlite_place plain;
    BOOST_TEST(keep(*sealed_place{plain}.open(), whole_record_of(1)).value());
    std::string bodies;
    const auto add = [&](const exported& one) {
        bodies += one.body + one.outcome;
        return true;
    };
    BOOST_TEST(export_all(plain.name(), add, test_keys(first_key)).has_value());
    BOOST_TEST(bodies == "{\"n\":\n1}{\"o\":1}");
}

namespace {

void is_rekeyed(store_place& plain)
{
    for (int number = 1; number <= 120; ++number)
        BOOST_TEST(keep(*plain.open(), secret_record(number)).value());
    {
        const auto store = sealed_place{plain}.open();
        for (int number = 121; number <= 130; ++number)
            BOOST_TEST(keep(*store, secret_record(number)).value());
        reads_secret_record(*store, 1);
    }
    const keyring both = test_keys(second_key + "\n" + first_key);
    BOOST_TEST(rekey(plain.name(), both, [] { return false; }).value() == 50u, "broken off after a step");
    {
        const auto store = sealed_place{plain, second_key + "\n" + first_key}.open();
        for (const int number : {1, 50, 51, 120, 121, 130})
            reads_secret_record(*store, number);
        BOOST_TEST(keep(*store, secret_record(131)).value());
    }
    BOOST_TEST(rekey(plain.name(), both).value() == 80u);
    BOOST_TEST(rekey(plain.name(), both).value() == 0u);
    const auto store = sealed_place{plain, second_key}.open();
    for (const int number : {1, 50, 51, 120, 121, 130, 131})
        reads_secret_record(*store, number);
    BOOST_TEST(!sealed_place(plain, first_key).try_open().has_value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_is_sealed_by_a_new_key_and_the_old_one_is_forgotten)
{
    sqlite_place plain;
    is_rekeyed(plain);
    BOOST_TEST(!holds_canary(plain.file()));
}

BOOST_AUTO_TEST_CASE(so_it_is_in_postgresql, *boost::unit_test::precondition(has_postgres))
{
    postgres_place plain;
    is_rekeyed(plain);
}

BOOST_AUTO_TEST_CASE(an_encrypted_store_in_postgresql_keeps_the_contract, *boost::unit_test::precondition(has_postgres))
{
    for (const auto& row : contract()) {
        const std::string_view name = row.name;
        if (name != "a restart" && name != "awaited" && name != "an awaited line" && name != "a search") continue;
        postgres_place plain;
        sealed_place at{plain};
        BOOST_TEST_CONTEXT(row.name) row.holds(at);
    }
}

BOOST_AUTO_TEST_SUITE_END()

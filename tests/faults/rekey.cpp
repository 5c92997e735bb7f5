#include "adapter/store/compressed.hpp"
#include "adapter/store/upkeep.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/store/sealed_place.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/bench/child.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using namespace marrow::adapter::store;

namespace {

constexpr int messages = 1500;

/// MARROW_KILLS says how many; the size for a release is 1,000.
int count_of_kills()
{
    const char* const asked = std::getenv("MARROW_KILLS");
    return asked ? std::atoi(asked) : 10;
}

record secret_record(int number)
{
    record made = whole_record_of(number);
    made.with.lines = {{name_key_of({"p"}), number, "line " + std::to_string(number)}};
    return made;
}

/// Each whole, by these keys alone.
void all_is_there(const std::string& file, const std::string& key)
{
    const auto found = check(file, test_keys(key)).value();
    BOOST_TEST(found.messages == static_cast<std::uint64_t>(messages));
    BOOST_TEST(found.uncovered == 0u);
    BOOST_TEST((found.wrong == std::vector<std::string>{}));
    int next = 1;
    const auto is_next = [&](const exported& one) {
        BOOST_TEST(one.body == "{\"n\":\n" + std::to_string(next) + "}");
        BOOST_TEST(one.outcome == "{\"o\":" + std::to_string(next) + "}");
        ++next;
        return true;
    };
    BOOST_TEST(export_all(file, is_next, test_keys(key)).has_value());
    BOOST_TEST(next == messages + 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rekey_kills)

BOOST_AUTO_TEST_CASE(a_rekey_that_is_killed_is_ended_by_the_next)
{
    sqlite_place plain;
    {
        const auto store = plain.open();
        for (int i = 1; i <= messages; ++i)
            store->keep(secret_record(i), [](const fhir::result<bool>& how) { BOOST_TEST(how.value()); });
    }
    const adapter::test::scratch folder;
    std::string key;
    std::mt19937 random{20260101};
    std::uniform_int_distribution<int> pause{1, 250};
    int broken_off = 0;
    for (int i = 0; i < count_of_kills(); ++i) {
        std::string next(64, "0123456789abcdef"[i % 16]);
        next.front() = "0123456789abcdef"[i / 16 % 16];
        const std::string ring = folder.write("keys", next + "\n" + key + "\n");
        for (int kills = 0; kills < 3; ++kills) {
            bench::child rekeys{{MARROW_PROGRAM, "store", "rekey", "--store", plain.file(), "--store-key", ring}};
            std::this_thread::sleep_for(std::chrono::milliseconds{pause(random)});
            rekeys.kill();
        }
        const auto left = rekey(plain.file(), test_keys(next + "\n" + key));
        BOOST_REQUIRE(left.has_value());
        broken_off += *left != 0 && *left != messages;
        key = next;
        BOOST_TEST_CONTEXT("kill " << i) all_is_there(plain.file(), key);
    }
    BOOST_TEST(broken_off > 0, "some were killed on their way");
    BOOST_TEST_MESSAGE(broken_off << " of " << count_of_kills() << " were broken off in the middle");
}

BOOST_AUTO_TEST_SUITE_END()

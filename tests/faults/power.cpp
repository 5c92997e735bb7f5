#include "adapter/store/compressed.hpp"
#include "adapter/store/sqlite/upkeep.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/faults/losing_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>
#include <set>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using adapter::store::record;

namespace {

/// MARROW_CUTS says how many; the size for a release is 1,000.
unsigned count_of_cuts()
{
    const char* const asked = std::getenv("MARROW_CUTS");
    return asked ? static_cast<unsigned>(std::atoi(asked)) : 50u;
}

/// With ties, and a body that is large enough for the log to be written back now and then.
record large_record(int number, std::mt19937& by)
{
    std::string noise(40'000, ' ');
    for (char& each : noise)
        each = static_cast<char>(by());
    record made = record_of(number);
    made.received.hash = adapter::store::digest_of(std::string_view{noise});
    made.received.body = adapter::store::compressed(noise);
    made.made.outcome = adapter::store::compressed("{}");
    made.with.resources = {{adapter::store::name_key_of({"name", made.received.id}), 0}};
    made.with.awaited = {adapter::store::name_key_of({"name", record_of(number + 1).received.id})};
    return made;
}

/// Keeps records, each as soon as the one before is, until power is lost. Those that were acknowledged.
std::set<int> keep_until_it_is_dark(const std::string& file, const losing_disk& below, unsigned seed)
{
    std::set<int> acknowledged;
    const auto store = adapter::store::open_sqlite({file, std::chrono::hours{1}});
    if (!store) return acknowledged;
    std::mutex guard;
    std::vector<std::thread> senders;
    for (int sender = 0; sender < 4; ++sender)
        senders.emplace_back([&, sender] {
            std::mt19937 noise{seed + static_cast<unsigned>(sender)};
            for (int number = sender; !below.is_out(); number += 4) {
                if (!keep(**store, large_record(number, noise))) continue;
                const std::scoped_lock lock{guard};
                acknowledged.insert(number);
            }
        });
    for (std::thread& one : senders)
        one.join();
    return acknowledged;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(power)

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_when_power_is)
{
    std::size_t all = 0;
    std::size_t cuts_with_some = 0;
    for (unsigned seed = 1; seed <= count_of_cuts(); ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            adapter::test::scratch dark;
            adapter::test::scratch again;
            std::set<int> acknowledged;
            {
                const int operations = static_cast<int>(std::mt19937{seed}() % 6'000);
                losing_disk below{seed, operations};
                acknowledged = keep_until_it_is_dark(dark.path("marrow.db"), below, seed);
                BOOST_TEST(below.is_out());
                below.recover(again.path(""));
            }
            const std::string file = again.path("marrow.db");
            const auto store = adapter::store::open_sqlite({file, std::chrono::hours{1}});
            BOOST_REQUIRE(store.has_value());
            for (const int number : acknowledged) {
                const record sent = record_of(number);
                const auto name = adapter::store::name_key_of({"name", sent.received.id});
                BOOST_TEST((*store)->find_decision(sent.received.id).value().has_value());
                BOOST_TEST((*store)->find(*sent.received.key, 1).value().has_value());
                BOOST_TEST((*store)->find_resources(std::vector{name}).value().size() == 1u);
            }
            const auto found = adapter::store::check_sqlite(file, {}).value();
            BOOST_TEST(found.wrong.empty());
            BOOST_TEST(found.messages >= acknowledged.size());
            BOOST_TEST(keep(**store, record_of(1'000'000)).value());
            all += acknowledged.size();
            cuts_with_some += !acknowledged.empty();
        }
    }
    BOOST_TEST(cuts_with_some > count_of_cuts() / 2);
    BOOST_TEST_MESSAGE(all << " acknowledged over " << count_of_cuts() << " cuts");
}

BOOST_AUTO_TEST_SUITE_END()

#include "tests/adapter/store/contract.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>
#include <vector>

namespace marrow::test {

using namespace adapter::store;

namespace {

constexpr std::int64_t lifetime = 10'000;

std::string id_of(int number)
{
    return "id-" + std::to_string(number);
}

std::string outcome_of(int number)
{
    return std::string("out\0come", 8) + std::to_string(number);
}

void is_record(const decision& found, int number)
{
    const decision made = record_of(number).made;
    BOOST_TEST(found.id == made.id);
    BOOST_TEST(found.status == made.status);
    BOOST_TEST((found.release == made.release));
    BOOST_TEST(found.errors == made.errors);
    BOOST_TEST(found.version == made.version);
    BOOST_TEST(found.basis == made.basis);
    BOOST_TEST(found.outcome == made.outcome);
}

}  // namespace

digest key_of(int number)
{
    return digest_of({"key", std::to_string(number)});
}

record record_of(int number, bool with_key)
{
    record made;
    made.received.id = id_of(number);
    made.received.received = number;
    made.received.type = "Claim";
    made.received.request_id = "request-" + std::to_string(number);
    if (with_key) made.received.key = key_of(number);
    made.received.hash = digest_of({"body", std::to_string(number)});
    made.received.body = std::string("bo\0dy", 5) + std::to_string(number);
    made.made = {
        id_of(number), 422, fhir::version::r5, static_cast<std::uint32_t>(number), "0.1", "basis", outcome_of(number)};
    return made;
}

fhir::result<bool> keep(message_store& in, record what)
{
    std::promise<fhir::result<bool>> ended;
    in.keep(std::move(what), [&](fhir::result<bool> how) { ended.set_value(std::move(how)); });
    return ended.get_future().get();
}

void keeps_a_record_over_a_restart(store_place& at)
{
    BOOST_TEST(keep(*at.open(), record_of(7)).value());
    const auto again = at.open();
    const auto by_key = again->find(key_of(7), 8).value();
    BOOST_REQUIRE(by_key.has_value());
    BOOST_TEST((by_key->hash == record_of(7).received.hash));
    is_record(by_key->made, 7);
    const auto by_id = again->find_decision(id_of(7)).value();
    BOOST_REQUIRE(by_id.has_value());
    is_record(*by_id, 7);
}

void tells_what_is_not_there(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, record_of(1, false)).value());
    BOOST_TEST(!store->find(key_of(1), 2).value().has_value());
    BOOST_TEST(!store->find_decision(id_of(2)).value().has_value());
    BOOST_TEST(store->find_decision(id_of(1)).value().has_value());
}

void keeps_one_record_of_a_key(store_place& at)
{
    const auto store = at.open();
    record second = record_of(2);
    second.received.key = key_of(1);
    BOOST_TEST(keep(*store, record_of(1)).value());
    BOOST_TEST(!keep(*store, second).value());
    BOOST_TEST(!store->find_decision(id_of(2)).value().has_value());
    is_record(store->find(key_of(1), 3).value()->made, 1);
}

void takes_a_key_again_when_it_has_expired(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, record_of(1)).value());
    BOOST_TEST(store->find(key_of(1), lifetime).value().has_value());
    BOOST_TEST(!store->find(key_of(1), lifetime + 1).value().has_value());
    record later = record_of(2);
    later.received.key = key_of(1);
    later.received.received = lifetime + 1;
    BOOST_TEST(keep(*store, later).value());
    is_record(store->find(key_of(1), lifetime + 2).value()->made, 2);
    BOOST_TEST(store->find_decision(id_of(1)).value().has_value());
}

void keeps_records_of_many_threads(store_place& at)
{
    constexpr int threads = 8;
    constexpr int each = 50;
    const auto store = at.open();
    std::atomic<int> kept{0};
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                if (keep(*store, record_of(t * each + i)).value() &&
                    store->find(key_of(t * each + i), 1).value().has_value())
                    ++kept;
        });
    for (std::thread& one : all)
        one.join();
    BOOST_TEST(kept == threads * each);
}

void refuses_an_id_twice_and_keeps_the_others(store_place& at)
{
    const auto store = at.open();
    record same = record_of(3, false);
    std::promise<fhir::result<bool>> ends[4];
    int next = 0;
    const auto put = [&](record what) {
        auto& end = ends[next++];
        store->keep(std::move(what), [&end](fhir::result<bool> how) { end.set_value(std::move(how)); });
    };
    for (record one : {record_of(2, false), same, same, record_of(4, false)})
        put(std::move(one));
    BOOST_TEST(ends[0].get_future().get().value());
    BOOST_TEST(ends[1].get_future().get().value());
    BOOST_TEST((ends[2].get_future().get().error().kind == fhir::fault_kind::internal));
    BOOST_TEST(ends[3].get_future().get().value());
    BOOST_TEST(store->writable());
    for (const int number : {2, 3, 4})
        BOOST_TEST(store->find_decision(id_of(number)).value().has_value());
}

void writes_all_that_waits_before_it_ends(store_place& at)
{
    std::atomic<int> kept{0};
    {
        const auto store = at.open();
        for (int i = 0; i < 1000; ++i)
            store->keep(record_of(i), [&](fhir::result<bool> how) { kept += how && *how; });
    }
    BOOST_TEST(kept == 1000);
    BOOST_TEST(at.open()->find_decision(id_of(999)).value().has_value());
}

}  // namespace marrow::test

#include "adapter/retention.hpp"
#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

/// One message of 1970 and one that has just come.
struct filled : sqlite_place {
    filled()
    {
        const auto store = open();
        auto young = whole_record_of(2);
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        young.received.received = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
        for (const auto& each : {whole_record_of(1), young})
            BOOST_REQUIRE(keep(*store, each).value());
    }

    std::uint64_t events() const { return adapter::store::check(file()).value().events; }

    bool comes_true(auto what) const
    {
        for (int i = 0; i < 200 && !what(); ++i)
            std::this_thread::sleep_for(20ms);
        return what();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(retention)

BOOST_AUTO_TEST_CASE(what_is_older_is_deleted_while_a_server_uses_the_store)
{
    filled at;
    const auto in_use = at.open();
    const adapter::retention running{at.file(), {.messages = 24h}};
    BOOST_TEST(at.comes_true([&] { return !in_use->find_message("id-1").value().has_value(); }));
    BOOST_TEST(in_use->find_message("id-2").value().has_value());
    BOOST_TEST(at.comes_true([&] { return at.events() == 3u; }), "both were kept, and one deleted");
    BOOST_TEST(adapter::store::check(at.file()).value().wrong.empty());
}

BOOST_AUTO_TEST_CASE(the_audit_stays_for_a_time_of_its_own)
{
    filled at;
    const adapter::retention running{at.file(), {.audit = 24h}};
    std::string first;
    const auto read = [&](const adapter::store::audit_link& one) {
        first = one.text;
        return false;
    };
    BOOST_TEST(at.comes_true([&] {
        BOOST_TEST(adapter::store::read_audit(at.file(), INT64_MIN, INT64_MAX, read).has_value());
        return first.find("id-2") != std::string::npos;
    }));
    BOOST_TEST(adapter::store::check(at.file()).value().wrong.empty());
    BOOST_TEST(adapter::store::check(at.file()).value().messages == 2u);
}

BOOST_AUTO_TEST_CASE(without_a_time_nothing_is_deleted_and_it_ends_at_once)
{
    filled at;
    {
        const adapter::retention running{at.file(), {}};
        std::this_thread::sleep_for(50ms);
    }
    BOOST_TEST(at.events() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

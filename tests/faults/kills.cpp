#include "tests/adapter/commands/marrow.hpp"
#include "tests/bench/child.hpp"
#include "tests/faults/kept.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <list>
#include <optional>
#include <random>
#include <thread>

using namespace marrow;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

/// MARROW_KILLS says how many; the size for a release is 1,000.
int count_of_kills()
{
    const char* const asked = std::getenv("MARROW_KILLS");
    return asked ? std::atoi(asked) : 30;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kills)

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed)
{
    const adapter::test::scratch folder;
    const std::string file = folder.path("marrow.db");
    std::atomic<std::uint16_t> port{0};
    std::atomic<bool> ends{false};
    std::optional<bench::child> server;
    clock_type::duration slowest{};
    const auto start = [&] {
        const auto began = clock_type::now();
        server.emplace(std::vector<std::string>{MARROW_PROGRAM, "serve", "--store", file, "--listen", "127.0.0.1:0"});
        port = server->port();
        test::raw_client probe{port};
        probe.send("GET /readyz HTTP/1.1\r\nHost: here\r\n\r\n");
        BOOST_TEST(probe.read().status == 200);
        slowest = std::max(slowest, clock_type::now() - began);
    };
    start();
    std::list<test::sender> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back(i, port, ends);
    std::mt19937 random{20260101};
    std::uniform_int_distribution<int> pause{10, 400};
    for (int i = 0; i < count_of_kills(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{pause(random)});
        server->kill();
        start();
    }
    ends = true;
    for (test::sender& one : senders)
        one.acknowledged();
    server.reset();

    const std::size_t acknowledged = test::is_kept_once(senders, file);
    BOOST_TEST((slowest < 5s));
    BOOST_TEST(acknowledged > static_cast<std::size_t>(count_of_kills()));
    BOOST_TEST_MESSAGE(
        acknowledged << " acknowledged over " << count_of_kills() << " kills; slowest start "
                     << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count() << " ms"
    );
}

BOOST_AUTO_TEST_SUITE_END()

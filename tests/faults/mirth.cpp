#include "tests/adapter/commands/marrow.hpp"
#include "tests/bench/child.hpp"
#include "tests/faults/kept.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <list>
#include <optional>
#include <random>
#include <thread>

using namespace marrow;
using namespace std::chrono_literals;

namespace {

/// The warning of the media type is said of the request, last, and not kept.
std::string without_last_issue(std::string answer)
{
    const std::size_t last = answer.rfind(",{\"extension\"");
    return answer.substr(0, last) + "]}";
}

/// The HTTP Sender of Mirth Connect as it comes, but for two headers: its queue sends a message again until the status
/// is below 400, over one connection that is kept.
test::speech mirth()
{
    return {
        {"accepted", "no-primary"},
        "Content-Type: text/plain; charset=UTF-8\r\nMarrow-Errors-As: body\r\n",
        30s,
        without_last_issue};
}

/// A server in a process that others can be put in the place of.
class restarted {
public:
    explicit restarted(std::string store) : store_{std::move(store)} { start(); }

    void start()
    {
        const std::vector<std::string> command{
            MARROW_PROGRAM, "serve", "--store", store_, "--listen", "127.0.0.1:0", "--max-connections", "4"};
        server_.emplace(command);
        port = server_->port();
    }
    void kill() { server_->kill(); }
    void terminate() { server_->terminate(); }

    std::atomic<std::uint16_t> port{0};

private:
    std::string store_;
    std::optional<bench::child> server_;
};

/// Fails when it takes longer than a minute.
template <class Test>
void wait_until(Test is_so)
{
    const auto last = std::chrono::steady_clock::now() + 60s;
    while (!is_so() && std::chrono::steady_clock::now() < last)
        std::this_thread::sleep_for(5ms);
    BOOST_TEST(is_so());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mirth_sender)

BOOST_AUTO_TEST_CASE(a_queue_of_mirth_loses_nothing_to_overload_and_restarts)
{
    const adapter::test::scratch folder;
    const std::string file = folder.path("marrow.db");
    restarted server{file};
    std::atomic<bool> ends{false};
    std::list<test::sender> senders;
    {
        std::list<test::raw_client> others;
        for (int i = 0; i < 4; ++i)
            others.emplace_back(server.port).send("GET /livez HTTP/1.1\r\nHost: here\r\n\r\n");
        for (test::raw_client& each : others)
            BOOST_TEST(each.read().status == 200);
        for (int i = 0; i < 3; ++i)
            senders.emplace_back(i, server.port, ends, mirth());
        for (const test::sender& each : senders)
            wait_until([&] { return each.refused() > 0; });
    }
    std::mt19937 random{20261201};
    std::uniform_int_distribution<int> pause{20, 300};
    for (int i = 0; i < 8; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{pause(random)});
        i % 2 == 0 ? server.kill() : server.terminate();
        server.start();
    }
    for (const test::sender& each : senders)
        wait_until([&] { return each.count() > 1; });
    ends = true;
    for (test::sender& each : senders) {
        each.acknowledged();
        BOOST_TEST(each.unexpected() == 0);
    }
    server.terminate();
    BOOST_TEST_MESSAGE(test::is_kept_once(senders, file) << " messages of three channels over 8 restarts");
}

BOOST_AUTO_TEST_SUITE_END()

#include "tests/adapter/http/test_server.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

using clock_type = std::chrono::steady_clock;

std::string unfinished_post(std::size_t length)
{
    return "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(length) + "\r\n\r\n";
}

/// The soft bound on descriptors, for as long as it lives.
class descriptor_bound {
public:
    explicit descriptor_bound(rlim_t bound)
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit now{bound, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~descriptor_bound() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    descriptor_bound(const descriptor_bound&) = delete;

private:
    rlimit before_{};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(http_limits)

BOOST_AUTO_TEST_CASE(a_body_in_chunks_is_bounded_too)
{
    auto options = test_server::options();
    options.limits.body = 1000;
    test_server server{options};
    std::string request = "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 3; ++i)
        request += "190\r\n" + std::string(400, 'x') + "\r\n";
    const response made = server.ask(request);
    BOOST_TEST(made.status == 413);
    BOOST_TEST(made.closes());
    BOOST_TEST(server.ask(post("/echo", std::string(1000, 'x'), "")).status == 200);
    BOOST_TEST(server.ask(post("/echo", std::string(1001, 'x'), "")).status == 413);
}

BOOST_AUTO_TEST_CASE(the_cost_of_chunks_is_bounded_by_what_they_carry)
{
    test_server server;
    std::string request = "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 100; ++i)
        request += "1;a=" + std::string(4000, 'x') + "\r\n{\r\n";
    BOOST_TEST(server.ask(request).status == 400);
}

BOOST_AUTO_TEST_CASE(a_connection_ends_after_its_share_of_requests)
{
    auto options = test_server::options();
    options.limits.requests = 3;
    test_server server{options};
    raw_client client = server.connect();
    for (int i = 0; i < 5; ++i)
        client.send(get("/livez"));
    BOOST_TEST(!client.read().closes());
    BOOST_TEST(!client.read().closes());
    BOOST_TEST(client.read().closes());
    BOOST_TEST(client.ends_within(1s));
}

BOOST_AUTO_TEST_CASE(a_connection_too_many_is_told_so)
{
    auto options = test_server::options();
    options.limits.connections = 2;
    test_server server{options};
    std::vector<raw_client> held;
    for (int i = 0; i < 2; ++i) {
        held.push_back(server.connect());
        held.back().send(get("/livez"));
        BOOST_TEST(held.back().read().status == 200);
    }
    const response made = server.ask(get("/livez"));
    BOOST_TEST(made.status == 503);
    BOOST_TEST(made.field("Retry-After") == "2");
    BOOST_TEST(made.field("Marrow-Verdict") == "error; errors=1; retry=yes");
    held.clear();
    for (int tries = 0; tries < 50 && server.ask(get("/livez")).status != 200; ++tries)
        std::this_thread::sleep_for(20ms);
    BOOST_TEST(server.ask(get("/livez")).status == 200);
}

BOOST_AUTO_TEST_CASE(a_slow_header_is_ended_at_an_absolute_time)
{
    auto options = test_server::options();
    options.limits.header_time = 200ms;
    test_server server{options};
    raw_client client = server.connect();
    const auto begin = clock_type::now();
    client.send("GET /livez HTTP/1.1\r\nHost: here\r\nX: ");
    for (int i = 0; i < 60 && client.send("a"); ++i)
        std::this_thread::sleep_for(10ms);
    BOOST_TEST(client.read().status == 408);
    BOOST_TEST((clock_type::now() - begin < 1500ms));
}

BOOST_AUTO_TEST_CASE(a_body_below_the_least_rate_is_ended_and_one_above_it_is_not)
{
    auto options = test_server::options();
    options.limits.header_time = 200ms;
    options.limits.body_rate = 100'000;
    test_server server{options};
    raw_client slow = server.connect();
    slow.send(unfinished_post(1000));
    for (int i = 0; i < 60 && slow.send("a"); ++i)
        std::this_thread::sleep_for(10ms);
    BOOST_TEST(slow.read().status == 408);

    raw_client steady = server.connect();
    steady.send(unfinished_post(200'000));
    for (int i = 0; i < 40; ++i) {
        steady.send(std::string(5000, 'x'));
        std::this_thread::sleep_for(10ms);
    }
    BOOST_TEST(steady.read().body == echo_of(200'000));
}

BOOST_AUTO_TEST_CASE(an_idle_connection_ends_without_a_word)
{
    auto options = test_server::options();
    options.limits.idle_time = 200ms;
    test_server server{options};
    raw_client client = server.connect();
    client.send(get("/livez"));
    BOOST_TEST(client.read().field("Keep-Alive") == "timeout=1");
    BOOST_TEST(client.read_all(2s).empty());
    BOOST_TEST(client.ends_within(1s));
}

BOOST_AUTO_TEST_CASE(a_reader_that_does_not_read_is_left)
{
    auto options = test_server::options();
    options.limits.write_time = 200ms;
    test_server server{options};
    raw_client client = server.connect();
    client.send(get("/long"));
    std::this_thread::sleep_for(600ms);
    BOOST_TEST(client.read_all(2s).size() < 8'000'000u);
    BOOST_TEST(client.ends_within(1s));
}

BOOST_AUTO_TEST_CASE(a_full_queue_is_busy_and_the_connection_goes_on)
{
    auto options = test_server::options();
    options.limits.large_body = 10;
    options.limits.workers = 1;
    options.limits.queue = 1;
    test_server server{options};
    std::vector<raw_client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.connect());
        clients.back().send(post("/slow", std::string(10, 'x')));
        std::this_thread::sleep_for(40ms);
    }
    const response third = clients[2].read();
    BOOST_TEST(third.status == 503);
    BOOST_TEST(third.field("Retry-After") == "2");
    BOOST_TEST(!third.closes());
    clients[2].send(post("/echo", "{}"));
    BOOST_TEST(clients[2].read().status == 200);
    BOOST_TEST(clients[0].read().status == 200);
    BOOST_TEST(clients[1].read().status == 200);
}

BOOST_AUTO_TEST_CASE(a_large_body_does_not_hold_up_the_others)
{
    auto options = test_server::options();
    options.threads = 1;
    options.limits.large_body = 10;
    test_server server{options};
    raw_client large = server.connect();
    large.send(post("/slow", std::string(10, 'x')));
    std::this_thread::sleep_for(40ms);
    const auto begin = clock_type::now();
    BOOST_TEST(server.ask(post("/echo", "{}")).status == 200);
    BOOST_TEST((clock_type::now() - begin < 100ms));
    BOOST_TEST(large.read().status == 200);
}

BOOST_AUTO_TEST_CASE(the_memory_of_all_bodies_is_bounded)
{
    auto options = test_server::options();
    options.limits.body_memory = 300'000;
    test_server server{options};
    raw_client first = server.connect();
    first.send(unfinished_post(200'000) + std::string(190'000, 'x'));
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(server.ask(post("/echo", std::string(60'000, 'x'))).status == 200);
    const response second = server.ask(unfinished_post(200'000) + std::string(150'000, 'x'));
    BOOST_TEST(second.status == 503);
    BOOST_TEST(second.closes());
    first.send(std::string(10'000, 'x'));
    BOOST_TEST(first.read().status == 200);
    BOOST_TEST(server.ask(post("/echo", std::string(200'000, 'x'))).status == 200);
}

BOOST_AUTO_TEST_CASE(want_of_descriptors_passes)
{
    test_server server;
    BOOST_TEST(server.ask(get("/livez")).status == 200);
    std::vector<raw_client> held;
    {
        const descriptor_bound few{100};
        for (int i = 0; i < 200; ++i) {
            raw_client client = server.connect();
            if (!client.connected()) break;
            held.push_back(std::move(client));
        }
        std::this_thread::sleep_for(150ms);
        held.clear();
    }
    const auto begin = clock_type::now();
    BOOST_TEST(server.ask(get("/livez")).status == 200);
    BOOST_TEST((clock_type::now() - begin < 1s));
}

BOOST_AUTO_TEST_SUITE_END()

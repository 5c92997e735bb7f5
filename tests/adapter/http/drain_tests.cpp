#include "tests/adapter/http/test_server.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <thread>

using namespace marrow::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(http_drain)

BOOST_AUTO_TEST_CASE(what_is_begun_is_finished_and_nothing_new_is_taken)
{
    test_server server;
    auto busy = std::make_unique<raw_client>(server->port());
    raw_client idle = server.connect();
    raw_client prober = server.connect();
    for (raw_client* one : {&idle, &prober}) {
        one->send(get("/readyz"));
        BOOST_TEST(one->read().status == 200);
    }
    busy->send(post("/slow", "{}"));
    std::this_thread::sleep_for(30ms);
    server->drain();
    prober.send(get("/readyz"));
    const response not_ready = prober.read();
    BOOST_TEST(not_ready.status == 503);
    BOOST_TEST(not_ready.closes());
    const response last = busy->read();
    BOOST_TEST(last.body == echo_of(2));
    BOOST_TEST(last.closes());
    busy.reset();
    const auto begin = std::chrono::steady_clock::now();
    server->join();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1s));
    BOOST_TEST(idle.read_all().empty());
    BOOST_TEST(!server.connect().connected());
}

BOOST_AUTO_TEST_CASE(connections_are_taken_during_the_grace_time)
{
    auto options = test_server::options();
    options.limits.grace_time = 400ms;
    test_server server{options};
    raw_client held = server.connect();
    held.send(get("/livez"));
    BOOST_TEST(held.read().status == 200);
    server->drain();
    BOOST_TEST(server.ask(get("/readyz")).status == 503);
    const response late = server.ask(post("/echo", "{}"));
    BOOST_TEST(late.status == 200);
    BOOST_TEST(late.closes());
}

BOOST_AUTO_TEST_CASE(a_server_without_connections_ends_at_once)
{
    auto options = test_server::options();
    options.limits.grace_time = 10s;
    test_server server{options};
    const auto begin = std::chrono::steady_clock::now();
    server->drain();
    server->join();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1s));
}

BOOST_AUTO_TEST_CASE(a_request_that_never_ends_is_cut_off_at_the_drain_time)
{
    auto options = test_server::options();
    options.limits.drain_time = 200ms;
    test_server server{options};
    raw_client stuck = server.connect();
    stuck.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n{");
    std::this_thread::sleep_for(30ms);
    const auto begin = std::chrono::steady_clock::now();
    server->drain();
    server->join();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 2s));
    BOOST_TEST(count_responses(stuck.read_all()) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

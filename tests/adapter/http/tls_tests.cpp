#include "adapter/http/tls.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/test_server.hpp"
#include "tests/adapter/http/tls_client.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>
#include <vector>

using namespace marrow::test;
using namespace std::chrono_literals;
using marrow::adapter::http::tls_context;
using marrow::adapter::http::tls_files;
using marrow::adapter::test::scratch;

namespace {

/// Files of a server and of those who may come to it.
struct place {
    scratch files;
    certificate own{certificate::self_signed("marrow.test")};
    certificate authority{certificate::authority("authority.test")};
    tls_files named{files.write("own.pem", own.pem), files.write("own.key", own.key), {}, false};

    tls_files with_clients(bool optional)
    {
        tls_files all = named;
        all.client_ca = files.write("clients.pem", authority.pem);
        all.client_optional = optional;
        return all;
    }
};

marrow::adapter::http::server_options options(const tls_files& named)
{
    auto made = test_server::options();
    made.tls = tls_context::load(named).value();
    return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_tls)

BOOST_AUTO_TEST_CASE(requests_of_any_size_are_answered_one_after_the_other)
{
    place at;
    test_server server{options(at.named)};
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        tls_client client{server->port(), {.version = version}};
        BOOST_TEST_REQUIRE(client.connected());
        BOOST_TEST(client.peer_name() == "marrow.test");
        for (const std::size_t size : {2u, 17'000u, 70'000u, 3'000'000u}) {
            client.send(post("/echo", std::string(size, ' ')));
            BOOST_TEST(client.read().body == echo_of(size));
        }
        client.send(post("/echo", "{}") + post("/echo", "{ }") + get("/livez"));
        BOOST_TEST(client.read().body == echo_of(2));
        BOOST_TEST(client.read().body == echo_of(3));
        BOOST_TEST(client.read().status == 200);
        client.send(get("/long", "Connection: close\r\n"));
        BOOST_TEST(client.read().body.size() == 8'000'000u);
        BOOST_TEST(client.ended_well());
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_comes_byte_by_byte_is_read)
{
    place at;
    test_server server{options(at.named)};
    tls_client client{server->port()};
    for (const char each : post("/echo", "{}"))
        client.send({&each, 1});
    BOOST_TEST(client.read().body == echo_of(2));
}

BOOST_AUTO_TEST_CASE(old_versions_and_weak_ciphers_are_refused)
{
    place at;
    test_server server{options(at.named)};
    for (const int version : {TLS1_VERSION, TLS1_1_VERSION})
        BOOST_TEST(!tls_client(server->port(), {.version = version}).connected());
    for (const char* weak : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"})
        BOOST_TEST(!tls_client(server->port(), {.version = TLS1_2_VERSION, .ciphers = weak}).connected(), weak);
    BOOST_TEST(
        tls_client(server->port(), {.version = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"}).connected()
    );
}

BOOST_AUTO_TEST_CASE(there_is_no_renegotiation_and_no_resumption)
{
    place at;
    test_server server{options(at.named)};
    tls_client client{server->port(), {.version = TLS1_2_VERSION}};
    client.send(get("/livez"));
    BOOST_TEST(client.read().status == 200);
    BOOST_TEST(!SSL_SESSION_has_ticket(SSL_get_session(client.native())));
    SSL_renegotiate(client.native());
    BOOST_TEST(SSL_do_handshake(client.native()) != 1);
}

BOOST_AUTO_TEST_CASE(the_protocol_is_http_1_1)
{
    place at;
    test_server server{options(at.named)};
    using namespace std::string_view_literals;
    const struct {
        std::string_view offered;
        std::string_view chosen;
    } rows[] = {
        {"\x02h2\x08http/1.1"sv, "http/1.1"},
        {"\x08http/1.1"sv, "http/1.1"},
        {"\x02h2"sv, ""},
        {{}, ""},
    };
    for (const auto& row : rows) {
        tls_client client{server->port(), {.protocols = row.offered}};
        BOOST_TEST_REQUIRE(client.connected());
        const unsigned char* name = nullptr;
        unsigned size = 0;
        SSL_get0_alpn_selected(client.native(), &name, &size);
        const std::string chosen(reinterpret_cast<const char*>(name), size);
        BOOST_TEST(chosen == row.chosen);
        client.send(get("/livez"));
        BOOST_TEST(client.read().status == 200);
    }
}

BOOST_AUTO_TEST_CASE(who_has_no_good_certificate_is_refused_where_one_is_asked_for)
{
    place at;
    const certificate good = at.authority.sign("sender.test");
    const certificate expired = at.authority.sign_expired("late.test");
    const certificate stranger = certificate::self_signed("stranger.test");
    const auto status = [](test_server& server, const certificate* with, int version) {
        tls_client client{server->port(), {.version = version, .with = with}};
        if (!client.connected() || !client.send(get("/livez"))) return 0;
        return client.read().status;
    };
    for (const bool optional : {false, true}) {
        test_server server{options(at.with_clients(optional))};
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            BOOST_TEST(status(server, &good, version) == 200);
            BOOST_TEST(status(server, nullptr, version) == (optional ? 200 : 0));
            BOOST_TEST(status(server, &expired, version) == 0);
            BOOST_TEST(status(server, &stranger, version) == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(http_without_tls_is_told_so)
{
    place at;
    test_server server{options(at.named)};
    for (const std::string& request : {get("/livez"), post("/echo", "{}")}) {
        const response told = server.ask(request);
        BOOST_TEST(told.status == 400);
        BOOST_TEST(told.closes());
        BOOST_TEST(told.body.find("https://") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_handshake_ends_the_connection)
{
    place at;
    test_server server{options(at.named)};
    for (const std::string& bytes :
         {std::string(100, '\0'),
          std::string(100, '\xFF'),
          std::string{"\x16\x03\x01\xFF\xFF", 5},
          std::string{"\x80\x2E\x01\x00\x02", 5} + std::string(60, 'a')}) {
        raw_client client = server.connect();
        client.send(bytes);
        client.end_sending();
        BOOST_TEST(count_responses(client.read_all()) == 0u);
    }
    tls_client after{server->port()};
    after.send(get("/livez"));
    BOOST_TEST(after.read().status == 200);
}

BOOST_AUTO_TEST_CASE(a_handshake_a_header_and_a_body_that_are_too_slow_are_cut_off)
{
    place at;
    auto slow = options(at.named);
    slow.limits.header_time = 200ms;
    test_server server{slow};
    raw_client silent = server.connect();
    raw_client half = server.connect();
    half.send({"\x16\x03\x01\x02\x00\x01", 6});
    BOOST_TEST(silent.ends_within(3s));
    BOOST_TEST(half.ends_within(3s));
    tls_client header{server->port()};
    header.send("GET /livez HT");
    BOOST_TEST(header.read().status == 408);
    tls_client body{server->port()};
    body.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n{");
    BOOST_TEST(body.read().status == 408);
}

BOOST_AUTO_TEST_CASE(bounds_and_framing_are_those_without_tls)
{
    place at;
    auto small = options(at.named);
    small.limits.body = 1000;
    small.limits.connections = 2;
    test_server server{small};
    tls_client client{server->port()};
    client.send(post("/echo", std::string(1001, ' ')));
    BOOST_TEST(client.read().status == 413);
    tls_client odd{server->port()};
    odd.send("POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
    BOOST_TEST(odd.read().status == 400);
    BOOST_TEST(odd.ended_well());
}

BOOST_AUTO_TEST_CASE(one_connection_too_many_is_told_so)
{
    place at;
    auto few = options(at.named);
    few.limits.connections = 1;
    test_server server{few};
    tls_client first{server->port()};
    first.send(get("/livez"));
    BOOST_TEST(first.read().status == 200);
    tls_client second{server->port()};
    BOOST_TEST(second.read().status == 503);
}

BOOST_AUTO_TEST_CASE(a_drain_finishes_what_is_begun_and_ends_what_is_idle)
{
    place at;
    test_server server{options(at.named)};
    tls_client idle{server->port()};
    idle.send(get("/livez"));
    BOOST_TEST(idle.read().status == 200);
    tls_client busy{server->port()};
    busy.send(post("/slow", "{}"));
    std::this_thread::sleep_for(30ms);
    server->drain();
    const response last = busy.read();
    BOOST_TEST(last.body == echo_of(2));
    BOOST_TEST(last.closes());
    BOOST_TEST(busy.ended_well());
    server->join();
    BOOST_TEST(idle.read().status == 0);
}

BOOST_AUTO_TEST_CASE(who_floods_or_goes_away_does_not_hold_up_others)
{
    place at;
    auto one = options(at.named);
    one.threads = 1;
    test_server server{one};
    tls_client refused{server->port()};
    refused.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 99999999\r\n\r\n");
    std::jthread flood{[&](const std::stop_token& stop) {
        const std::string much(100'000, ' ');
        while (!stop.stop_requested() && refused.send(much)) {
        }
    }};
    for (int i = 0; i < 20; ++i) {
        tls_client client{server->port()};
        client.send(get("/livez"));
        BOOST_TEST(client.read().status == 200);
    }
    tls_client gone{server->port()};
    gone.send(get("/long"));
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_used_are_named)
{
    place at;
    const auto why = [](const tls_files& named) { return tls_context::load(named).error().text; };
    const std::string nowhere = at.files.path("nowhere.pem");
    const std::string broken = at.files.write("broken.pem", "-----BEGIN CERTIFICATE-----\n");
    const std::string other = at.files.write("other.key", certificate::self_signed("other.test").key);
    tls_files named = at.named;
    named.certificate = nowhere;
    BOOST_TEST(why(named) == "cannot use the certificate " + nowhere + ": it cannot be read");
    named.certificate = broken;
    BOOST_TEST(why(named).starts_with("cannot use the certificate " + broken + ": "));
    for (std::string tls_files::*const missing : {&tls_files::certificate, &tls_files::key}) {
        named = at.named;
        (named.*missing).clear();
        BOOST_TEST(why(named) == "TLS needs both, a certificate and its key");
    }
    named = at.named;
    named.key = other;
    BOOST_TEST(why(named) == "cannot use the key " + other + ": key values mismatch");
    named = at.with_clients(false);
    named.client_ca = nowhere;
    BOOST_TEST(why(named).starts_with("cannot use the certificate of those who may come " + nowhere + ": "));
}

BOOST_AUTO_TEST_SUITE_END()

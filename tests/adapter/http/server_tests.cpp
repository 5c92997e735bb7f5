#include "tests/adapter/http/framing_rows.hpp"
#include "tests/adapter/http/test_server.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdio>

using namespace marrow::test;

BOOST_AUTO_TEST_SUITE(http_server)

BOOST_AUTO_TEST_CASE(an_ambiguous_request_is_answered_once_and_nothing_after_it_is_read)
{
    test_server server;
    for (const framing_row& row : framing_rows()) {
        raw_client client = server.connect();
        client.send(row.bytes + get("/smuggled"));
        const std::string all = client.read_all();
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(count_responses(all) == 1u);
            BOOST_TEST(all.starts_with("HTTP/1.1 " + std::to_string(row.status)));
            BOOST_TEST(all.find("\r\nConnection: close\r\n") != std::string::npos);
            BOOST_TEST(all.find("\"OperationOutcome\"") != std::string::npos);
            BOOST_TEST(client.ends_within(std::chrono::seconds{1}));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_plain_request_is_answered_and_the_next_one_too)
{
    test_server server;
    for (const passing_row& row : passing_rows()) {
        raw_client client = server.connect();
        client.send(row.bytes + get("/livez"));
        const response first = client.read();
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(first.status == row.status);
            const bool is_old = row.bytes.find("HTTP/1.0") != std::string::npos;
            BOOST_TEST(first.closes() == is_old);
            BOOST_TEST(first.field("X-Request-Id") != "evil");
            BOOST_TEST(client.read().status == (is_old ? 0 : 200));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_hundred_requests_sent_at_once_are_answered_in_their_order)
{
    test_server server;
    raw_client client = server.connect();
    std::string all;
    for (std::size_t i = 0; i < 100; ++i)
        all += post("/echo", std::string(i * 37, 'x'));
    client.send(all);
    for (std::size_t i = 0; i < 100; ++i)
        BOOST_TEST(client.read().body == echo_of(i * 37));
}

BOOST_AUTO_TEST_CASE(bodies_of_every_size_arrive_whole_with_a_length_and_in_chunks)
{
    test_server server;
    raw_client client = server.connect();
    constexpr std::size_t sizes[] = {0, 1, 17'000, 65'000, 66'000, 262'143, 262'144, 3'000'000, 8'388'608};
    for (const std::size_t size : sizes) {
        const std::string body(size, 'x');
        client.send(post("/echo", body));
        BOOST_TEST(client.read().body == echo_of(size));
        std::string chunked = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n";
        for (std::size_t at = 0; at < size; at += 9999) {
            char length[20];
            std::snprintf(length, sizeof length, "%zx\r\n", std::min<std::size_t>(9999, size - at));
            chunked.append(length).append(body, at, 9999).append("\r\n");
        }
        client.send(chunked + "0\r\n\r\n");
        BOOST_TEST(client.read().body == echo_of(size));
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_comes_byte_by_byte_is_answered)
{
    test_server server;
    raw_client client = server.connect();
    for (const char c : post("/echo", "{}"))
        client.send({&c, 1});
    BOOST_TEST(client.read().body == echo_of(2));
}

BOOST_AUTO_TEST_CASE(a_body_is_asked_for_when_the_sender_waits)
{
    test_server server;
    raw_client client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    BOOST_TEST(client.read(false).status == 100);
    client.send("{}");
    BOOST_TEST(client.read().body == echo_of(2));
    client.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 8388609\r\nExpect: 100-continue\r\n\r\n");
    BOOST_TEST(client.read().status == 413);
}

BOOST_AUTO_TEST_CASE(head_is_get_without_the_body)
{
    test_server server;
    raw_client client = server.connect();
    client.send("HEAD /livez HTTP/1.1\r\nHost: here\r\n\r\n" + get("/livez"));
    const response head = client.read(false);
    const response whole = client.read();
    BOOST_TEST(head.status == 200);
    BOOST_TEST(whole.status == 200);
    BOOST_TEST(head.field("Content-Length") == whole.field("Content-Length"));
}

BOOST_AUTO_TEST_CASE(an_answer_says_what_it_is)
{
    test_server server;
    const response made = server.ask(post("/echo", "{}", "X-Request-Id: my_id.1-2\r\n"));
    BOOST_TEST(made.field("Content-Type") == "application/fhir+json; fhirVersion=4.0; charset=utf-8");
    BOOST_TEST(made.field("X-Request-Id") == "my_id.1-2");
    BOOST_TEST(made.field("Marrow-Verdict") == "accepted; errors=0; retry=no");
    BOOST_TEST(made.field("Cache-Control") == "no-store");
    BOOST_TEST(made.field("X-Content-Type-Options") == "nosniff");
    BOOST_TEST(made.field("Keep-Alive") == "timeout=75");
    BOOST_TEST(made.field("Date").ends_with(" GMT"));
    BOOST_TEST(server.ask(get("/livez")).field("X-Request-Id").size() == 16u);
    const std::string hostile = "X-Request-Id: <a>\" b;" + std::string(100, 'c') + "\r\n";
    BOOST_TEST(server.ask(get("/livez", hostile)).field("X-Request-Id") == "ab" + std::string(62, 'c'));
}

BOOST_AUTO_TEST_CASE(every_refusal_is_an_operation_outcome_with_the_request_id)
{
    test_server server;
    struct {
        const char* name;
        std::string request;
        int status;
        const char* code;
    } const rows[] = {
        {"no such address", get("/nothing", "X-Request-Id: r_1\r\n"), 404, "not-found"},
        {"another method", get("/echo", "X-Request-Id: r_1\r\n"), 405, "not-supported"},
        {"no JSON accepted", get("/livez", "Accept: text/html\r\nX-Request-Id: r_1\r\n"), 406, "not-supported"},
        {"compressed", post("/echo", "{}", "Content-Encoding: br\r\nX-Request-Id: r_1\r\n"), 415, "not-supported"},
        {"an exception", post("/broken", "{}", "X-Request-Id: r_1\r\n"), 500, "exception"},
    };
    for (const auto& row : rows) {
        const response made = server.ask(row.request);
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(made.status == row.status);
            BOOST_TEST(made.body.starts_with("{\"resourceType\":\"OperationOutcome\""));
            BOOST_TEST(made.body.find("\"r-1\"") != std::string::npos);
            BOOST_TEST(made.body.find("\"code\":\"" + std::string{row.code} + "\"") != std::string::npos);
            BOOST_TEST(made.body.find("on purpose") == std::string::npos);
            BOOST_TEST(made.field("X-Request-Id") == "r_1");
            BOOST_TEST(!made.closes());
        }
    }
    BOOST_TEST(server.ask(get("/echo")).field("Allow") == "POST, OPTIONS");
}

BOOST_AUTO_TEST_CASE(a_sender_that_has_shut_its_side_still_gets_its_answers)
{
    test_server server;
    raw_client client = server.connect();
    client.send(post("/slow", "{}") + post("/echo", "{}"));
    client.end_sending();
    BOOST_TEST(count_responses(client.read_all()) == 2u);
}

BOOST_AUTO_TEST_CASE(connections_that_come_and_go_leave_the_server_well)
{
    test_server server;
    for (int i = 0; i < 600; ++i) {
        raw_client client = server.connect();
        BOOST_REQUIRE(client.connected());
        if (i % 4 == 1) client.send(get("/livez"));
        if (i % 4 == 2) client.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n{");
        if (i % 4 != 3) client.reset();
    }
    BOOST_TEST(server.ask(post("/echo", "{}")).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

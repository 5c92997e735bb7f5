#include "adapter/http/answer.hpp"
#include "adapter/metrics/tally.hpp"
#include "fhir/validate/rules.hpp"
#include "tests/adapter/http/framing_rows.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/metrics/openmetrics.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

/// 0 where there is no such series.
double value_of(const series& all, const std::string& name)
{
    const auto found = all.find(name);
    return found == all.end() ? 0 : found->second;
}

std::string requests(const std::string& method, const std::string& route, int status)
{
    return "marrow_http_requests_total{method=\"" + method + "\",route=\"" + route + "\",status=\"" +
           std::to_string(status) + "\"}";
}

template <class Server>
series scrape(Server& from)
{
    const response made = from.ask(get("/metrics"));
    BOOST_TEST(made.status == 200);
    return read_openmetrics(made.body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_metrics)

BOOST_AUTO_TEST_CASE(the_format_is_the_one_that_is_accepted)
{
    test_server server;
    constexpr std::string_view open = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    constexpr std::string_view text = "text/plain; version=0.0.4; charset=utf-8";
    const struct {
        const char* accept;
        std::string_view type;
    } rows[] = {
        {"", open},
        {"Accept: */*\r\n", open},
        {"Accept: text/html\r\n", open},
        {"Accept: text/plain\r\n", text},
        {"Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2\r\n", open},
        {"Accept: text/plain;version=0.0.4;q=0.5,Application/OpenMetrics-Text;q=0.2\r\n", text},
    };
    for (const auto& row : rows) {
        const response made = server.ask(get("/metrics", row.accept));
        BOOST_TEST_CONTEXT(row.accept)
        {
            BOOST_TEST(made.status == 200);
            BOOST_TEST(made.field("Content-Type") == row.type);
            BOOST_TEST(made.field("Marrow-Verdict").empty());
            BOOST_TEST(made.body.ends_with("# EOF\n") == (row.type == open));
        }
    }
    BOOST_TEST(server.ask(post("/metrics", "{}")).status == 405);
    raw_client client = server.connect();
    client.send("HEAD /metrics HTTP/1.1\r\nHost: here\r\n\r\n");
    BOOST_TEST(client.read(false).field("Content-Type") == open);
}

BOOST_AUTO_TEST_CASE(requests_are_counted_by_route_and_status_and_no_path_is_shown)
{
    test_server server;
    for (int i = 0; i < 3; ++i)
        server.ask(post("/echo", "{}"));
    server.ask(get("/echo"));
    server.ask(get("/a-path-of-a-patient?name=Canary"));
    server.ask("BREW /echo HTTP/1.1\r\nHost: here\r\n\r\n");
    server.ask(post("/broken", "{}"));
    const response made = server.ask(get("/metrics"));
    const series all = read_openmetrics(made.body);
    BOOST_TEST(value_of(all, requests("POST", "/echo", 200)) == 3);
    BOOST_TEST(value_of(all, requests("POST", "/broken", 500)) == 1);
    BOOST_TEST(value_of(all, requests("other", "other", 405)) == 1);
    BOOST_TEST(value_of(all, requests("other", "other", 404)) == 1);
    BOOST_TEST(value_of(all, requests("other", "other", 501)) == 1);
    BOOST_TEST(all.contains(requests("POST", "/echo", 500)), "an alert sees the first");
    BOOST_TEST(made.body.find("patient") == std::string::npos);
    BOOST_TEST(made.body.find("Canary") == std::string::npos);
    BOOST_TEST(value_of(scrape(server), requests("GET", "/metrics", 200)) == 1);
}

BOOST_AUTO_TEST_CASE(every_status_that_is_answered_is_counted_as_itself)
{
    using fhir::fault_kind;
    std::vector<int> answered{200};
    for (int kind = 0; kind <= static_cast<int>(fault_kind::internal); ++kind)
        answered.push_back(adapter::http::status_of(static_cast<fault_kind>(kind)));
    for (const framing_row& row : framing_rows())
        answered.push_back(row.status);
    for (const passing_row& row : passing_rows())
        answered.push_back(row.status);
    for (const int status : answered) {
        adapter::metrics::tally counts{{}, {}};
        counts.answered(0, static_cast<std::uint16_t>(status));
        std::string text;
        adapter::metrics::exposition to{adapter::metrics::format::openmetrics, text};
        counts.write(to);
        to.end();
        BOOST_TEST(value_of(read_openmetrics(text), requests("other", "other", status)) == 1);
    }
}

BOOST_AUTO_TEST_CASE(times_go_into_the_buckets_of_their_route)
{
    test_server server;
    server.ask(post("/slow", "{}"));
    server.ask(post("/echo", "{}"));
    const series all = scrape(server);
    const std::string name = "marrow_http_request_duration_seconds";
    BOOST_TEST(value_of(all, name + "_bucket{method=\"POST\",route=\"/slow\",le=\"0.1\"}") == 0);
    BOOST_TEST(value_of(all, name + "_bucket{method=\"POST\",route=\"/slow\",le=\"5.0\"}") == 1);
    BOOST_TEST(value_of(all, name + "_sum{method=\"POST\",route=\"/slow\"}") > 0.19);
    BOOST_TEST(value_of(all, name + "_bucket{method=\"POST\",route=\"/echo\",le=\"0.1\"}") == 1);
}

BOOST_AUTO_TEST_CASE(connections_and_bytes_are_counted_and_those_turned_away_too)
{
    auto options = test_server::options();
    options.limits.connections = 2;
    test_server server{options};
    std::vector<raw_client> held;
    for (int i = 0; i < 2; ++i) {
        held.push_back(server.connect());
        held.back().send(post("/echo", std::string(1000, 'x')));
        BOOST_TEST(held.back().read().status == 200);
    }
    BOOST_TEST(server.ask(get("/livez")).status == 503);
    held[0].send(get("/metrics"));
    const series all = read_openmetrics(held[0].read().body);
    BOOST_TEST(value_of(all, "marrow_http_connections") >= 2);
    BOOST_TEST(value_of(all, "marrow_http_refusals_total{reason=\"connections\"}") == 1);
    BOOST_TEST(value_of(all, requests("other", "other", 503)) == 1);
    BOOST_TEST(value_of(all, "marrow_http_received_bytes_total") > 2000);
    BOOST_TEST(value_of(all, "marrow_http_received_bytes_total") < 4000);
}

BOOST_AUTO_TEST_CASE(memory_that_is_short_is_counted)
{
    auto options = test_server::options();
    options.limits.body_memory = 100'000;
    test_server server{options};
    BOOST_TEST(server.ask(post("/echo", std::string(200'000, 'x'))).status == 503);
    BOOST_TEST(value_of(scrape(server), "marrow_http_refusals_total{reason=\"memory\"}") == 1);
}

BOOST_AUTO_TEST_CASE(they_are_told_while_the_queue_is_full)
{
    auto options = test_server::options();
    options.threads = 1;
    options.limits.large_body = 10;
    options.limits.workers = 1;
    options.limits.queue = 1;
    test_server server{options};
    std::vector<raw_client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.connect());
        clients.back().send(post("/slow", std::string(10, 'x')));
        std::this_thread::sleep_for(20ms);
    }
    BOOST_TEST(clients[2].read().status == 503);
    const series full = scrape(server);
    BOOST_TEST(value_of(full, "marrow_worker_running_submissions") == 1);
    BOOST_TEST(value_of(full, "marrow_worker_waiting_submissions") == 1);
    BOOST_TEST(value_of(full, "marrow_http_refusals_total{reason=\"queue\"}") == 1);
    BOOST_TEST(value_of(full, requests("POST", "/slow", 503)) == 1);
    BOOST_TEST(clients[0].read().status == 200);
    BOOST_TEST(clients[1].read().status == 200);
    const series after = scrape(server);
    BOOST_TEST(value_of(after, "marrow_worker_running_submissions") == 0);
    BOOST_TEST(value_of(after, "marrow_worker_waiting_submissions") == 0);
}

BOOST_AUTO_TEST_CASE(they_are_told_while_the_server_drains)
{
    auto options = test_server::options();
    options.limits.grace_time = 400ms;
    test_server server{options};
    raw_client held = server.connect();
    held.send(get("/livez"));
    BOOST_TEST(held.read().status == 200);
    server->drain();
    BOOST_TEST(server.ask(get("/readyz")).status == 503);
    BOOST_TEST(value_of(scrape(server), requests("GET", "/readyz", 503)) == 1);
}

BOOST_AUTO_TEST_CASE(findings_are_counted_by_code_and_severity)
{
    sqlite_place at;
    const auto store = at.open();
    kept_server server{*store};
    const series before = scrape(server);
    const std::string no_primary = "marrow_findings_total{code=\"add-on-without-primary\",severity=\"error\"}";
    const std::string unknown = "marrow_findings_total{code=\"element-unknown\",severity=\"error\"}";
    BOOST_TEST(before.contains(no_primary));
    BOOST_TEST(before.contains(unknown));
    std::string body = adapter::test::sample_named("no-primary");
    body.insert(body.find('{') + 1, R"("canary":1,)");
    server.ask(post("/fhir/Bundle/$validate", body));
    server.ask(post("/fhir/Bundle/$validate", body));
    const series after = scrape(server);
    BOOST_TEST(value_of(after, no_primary) == 2);
    BOOST_TEST(value_of(after, unknown) == 2);
}

BOOST_AUTO_TEST_CASE(writes_and_replays_are_counted)
{
    sqlite_place at;
    const auto store = at.open();
    kept_server server{*store};
    const std::string claim = post("/fhir/Claim", R"({"resourceType":"Claim"})", "Idempotency-Key: one\r\n");
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(server.ask(claim).status == 422);
    const series all = scrape(server);
    BOOST_TEST(value_of(all, "marrow_replays_total") == 2);
    BOOST_TEST(value_of(all, "marrow_store_writes_total") == 1);
    BOOST_TEST(value_of(all, "marrow_store_write_failures_total") == 0);
    BOOST_TEST(value_of(all, "marrow_store_waiting_records") == 0);
    BOOST_TEST(value_of(all, "marrow_store_writable") == 1);
    BOOST_TEST(value_of(all, "marrow_store_batch_records_bucket{le=\"1.0\"}") == 1);
    BOOST_TEST(value_of(all, "marrow_store_commit_duration_seconds_count") == 1);
    BOOST_TEST(value_of(all, "marrow_store_commit_duration_seconds_sum") > 0);
}

BOOST_AUTO_TEST_CASE(the_process_and_the_build_are_told)
{
    test_server server;
    const series all = scrape(server);
    BOOST_TEST(value_of(all, "marrow_build_info{version=\"" MARROW_VERSION "\"}") == 1);
    const double now = static_cast<double>(std::time(nullptr));
    BOOST_TEST(value_of(all, "process_start_time_seconds") <= now + 1);
    BOOST_TEST(value_of(all, "process_start_time_seconds") > now - 3600);
    const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    BOOST_TEST(value_of(all, "process_resident_memory_bytes") > 100 * page);
    BOOST_TEST(!all.contains("marrow_store_writable"), "there is no store");
}

BOOST_AUTO_TEST_SUITE_END()

#include "adapter/http/coding.hpp"

#include "tests/adapter/http/wire/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::test;
using marrow::adapter::http::coding;
using marrow::adapter::http::compress;
using marrow::adapter::http::inflation;

namespace {

std::string in(std::string_view name)
{
    return "Content-Encoding: " + std::string{name} + "\r\n";
}

std::string accepting(std::string_view codings)
{
    return "Accept-Encoding: " + std::string{codings} + "\r\n";
}

std::string inflated(std::string_view body, coding as)
{
    inflation one{body, as, {std::size_t{1} << 24, 100'000}, [](std::size_t) { return true; }};
    return one.run(std::size_t{1} << 24) ? std::string{one.result()} : std::string{"broken"};
}

/// As long as is asked for, and not much shorter when it is compressed.
std::string noise(std::size_t size)
{
    std::string out(size, '\0');
    std::uint32_t state = 1;
    for (char& c : out) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>('0' + (state >> 24) % 64);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_coding)

BOOST_AUTO_TEST_CASE(a_compressed_body_is_read)
{
    wire_server server;
    const std::string zlib = compress(good_bundle(), coding::deflate);
    const std::string gzip = compress(good_bundle(), coding::gzip);
    const wire_row rows[] = {
        {"gzip", post("/fhir", gzip, in("gzip")), 200, {}, {"\"accepted\""}},
        {"x-gzip", post("/fhir", gzip, in("X-GZip")), 200},
        {"deflate", post("/fhir", zlib, in("deflate")), 200},
        {"deflate without its header", post("/fhir", zlib.substr(2, zlib.size() - 6), in("deflate")), 200},
        {"identity", post("/fhir", good_bundle(), in("identity")), 200},
        {"as Mirth sends it",
         untyped("/fhir", gzip, in("gzip") + "Content-Type: text/plain; charset=UTF-8\r\n"),
         200,
         {},
         {"media type", "\"accepted\""}},
        {"findings",
         post("/fhir", compress(bad_bundle(), coding::gzip), in("gzip")),
         422,
         {},
         {"add-on-without-primary"}},
        {"a search", untyped("/fhir/OperationOutcome/_search", compress("_count=1", coding::gzip), in("gzip")), 200},
        {"cut off", post("/fhir", gzip.substr(0, gzip.size() / 2), in("gzip")), 400, {}, {"structure", "cut off"}},
        {"something behind it", post("/fhir", gzip + "x", in("gzip")), 400},
        {"empty", post("/fhir", "", in("gzip")), 400},
        {"not compressed", post("/fhir", good_bundle(), in("gzip")), 400},
        {"twice",
         post("/fhir", compress(gzip, coding::gzip), in("gzip, gzip")),
         415,
         {"Accept-Encoding: gzip, deflate"}},
        {"in two fields", post("/fhir", gzip, in("gzip") + in("gzip")), 415},
        {"brotli", post("/fhir", gzip, in("br")), 415, {"Accept-Encoding: gzip, deflate", "Accept-Post:"}},
        {"to no address", post("/fhir/Patient", "x", in("gzip")), 404},
        {"by another method", "PUT /fhir HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n" + in("gzip") + "\r\nx", 405},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(a_submission_is_the_same_in_every_coding)
{
    wire_server server;
    const std::string key = "Idempotency-Key: a\r\n";
    const response first = server.ask(post("/fhir", good_bundle(), key));
    const response again = server.ask(post("/fhir", compress(good_bundle(), coding::gzip), key + in("gzip")));
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    BOOST_TEST(again.body == first.body);
}

BOOST_AUTO_TEST_CASE(a_compressed_body_has_the_bounds_of_one_that_is_not)
{
    auto options = test_server::options();
    options.limits.body = 1'000'000;
    options.limits.large_body = 100'000;
    test_server server{options};
    raw_client client = server.connect();
    const auto status_of = [&](const std::string& body) {
        client.send(post("/echo", body, in("gzip")));
        return client.read().status;
    };
    constexpr std::size_t sizes[] = {0, 1, 99'999, 100'000, 100'001, 999'999, 1'000'000};
    for (const std::size_t size : sizes)
        BOOST_TEST(status_of(compress(noise(size), coding::gzip)) == 200, size);
    BOOST_TEST(status_of(compress(noise(1'000'001), coding::gzip)) == 413);
    BOOST_TEST(status_of(compress(std::string(1'000'000, ' '), coding::gzip)) == 413, "a thousand times as long");
    BOOST_TEST(status_of(compress(std::string(60'000, ' '), coding::gzip)) == 200, "the same, but short");
    client.send(post("/echo", compress(noise(700'000), coding::gzip), in("gzip")));
    BOOST_TEST(client.read().body == echo_of(700'000));
}

BOOST_AUTO_TEST_CASE(what_a_compressed_body_takes_counts_as_memory_of_bodies)
{
    auto options = test_server::options();
    options.limits.body_memory = 600'000;
    test_server server{options};
    const std::string small = compress(std::string(60'000, 'x'), coding::gzip);
    const std::string large = compress(noise(900'000), coding::gzip);
    for (int i = 0; i < 3; ++i) {
        const response refused = server.ask(post("/echo", large, in("gzip")));
        BOOST_TEST(refused.status == 503);
        BOOST_TEST(refused.field("Retry-After") == "2");
        BOOST_TEST(server.ask(post("/echo", small, in("gzip"))).status == 200, "it is given back");
    }
    BOOST_TEST(server.ask(get("/metrics")).body.find("reason=\"memory\"} 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_is_compressed_for_who_takes_it)
{
    wire_server server;
    const response plain = server.ask(post("/fhir", bad_bundle(), "Idempotency-Key: a\r\n"));
    BOOST_TEST(plain.field("Content-Encoding") == "");
    BOOST_TEST(plain.field("Vary") == "Accept, Accept-Encoding");
    for (const coding each : {coding::gzip, coding::deflate}) {
        const std::string lines = "Idempotency-Key: a\r\n" + accepting(name_of(each));
        const response made = server.ask(post("/fhir", bad_bundle(), lines));
        BOOST_TEST(made.status == 422);
        BOOST_TEST(made.field("Content-Encoding") == name_of(each));
        BOOST_TEST(made.field("ETag") == plain.field("ETag"));
        BOOST_TEST(made.body.size() < plain.body.size() / 2);
        BOOST_TEST(inflated(made.body, each) == plain.body);
    }
    const wire_row rows[] = {
        {"refused", post("/fhir", bad_bundle(), accepting("gzip;q=0")), 422, {"Content-Encoding:"}},
        {"another", post("/fhir", bad_bundle(), accepting("br")), 422, {"Content-Encoding:"}},
        {"too small", get("/livez", accepting("gzip")), 200, {"Content-Encoding:"}},
        {"a read", get("/fhir/metadata", accepting("gzip, deflate, br")), 200, {"Content-Encoding: gzip"}},
        {"HEAD", with_method("HEAD", "/fhir/metadata", accepting("gzip")), 200, {"Content-Encoding: gzip"}},
        {"metrics", get("/metrics", accepting("gzip")), 200, {"Content-Encoding: gzip"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(a_large_answer_is_compressed_beside_the_other_connections)
{
    test_server server;
    const response made = server.ask(get("/long", accepting("gzip")));
    BOOST_TEST(made.field("Content-Encoding") == "gzip");
    BOOST_TEST(made.body.size() < 100'000u);
    BOOST_TEST((inflated(made.body, coding::gzip) == std::string(8'000'000, ' ')));
}

BOOST_AUTO_TEST_SUITE_END()

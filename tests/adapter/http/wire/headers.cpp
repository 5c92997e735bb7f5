#include "adapter/http/conditional.hpp"
#include "tests/adapter/http/wire/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::test;

namespace {

constexpr const char* trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

std::string line(std::string_view name, std::string_view value)
{
    return std::string{name}.append(": ").append(value) + "\r\n";
}

/// A Procedure that is kept: where it and its decision are read.
struct kept_procedure {
    explicit kept_procedure(wire_server& in) : made{in.ask(post("/fhir/Procedure", good_procedure()))}
    {
        decision = made.field("Content-Location");
        place = "/fhir/Procedure/" + decision.substr(decision.rfind('/') + 1);
    }

    response made;
    std::string decision;
    std::string place;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_headers)

BOOST_AUTO_TEST_CASE(ids_of_a_request_come_back)
{
    wire_server server;
    const wire_row rows[] = {
        {"X-Request-Id",
         get("/livez", line("X-Request-Id", "a_b-1.c")),
         200,
         {"X-Request-Id: a_b-1.c", "X-Correlation-Id:"}},
        {"X-Request-Id that is no id of FHIR",
         get("/livez", line("X-Request-Id", "{a/b}")),
         200,
         {"X-Request-Id: ab", "X-Correlation-Id: {a/b}"}},
        {"X-Correlation-Id",
         get("/livez", line("X-Correlation-Id", "msg 4711/2")),
         200,
         {"X-Correlation-Id: msg 4711/2"}},
        {"both",
         get("/livez", line("X-Correlation-Id", "c") + line("X-Request-Id", "r!")),
         200,
         {"X-Request-Id: r", "X-Correlation-Id: c"}},
        {"of a fault", get("/fhir/Patient", line("X-Correlation-Id", "c")), 404, {"X-Correlation-Id: c"}},
        {"beyond ASCII", get("/livez", line("X-Correlation-Id", "\xC3\xA9")), 200, {"X-Correlation-Id:"}},
        {"too long", get("/livez", line("X-Correlation-Id", std::string(256, 'x'))), 200, {"X-Correlation-Id:"}},
        {"traceparent", get("/livez", line("traceparent", trace)), 200, {std::string{"traceparent: "} + trace}},
        {"traceparent that is none", get("/livez", line("traceparent", "00-Smith")), 200, {"traceparent:"}},
    };
    server.holds(rows);
    raw_client client = server->connect();
    client.send(get("/livez", line("X-Correlation-Id", "first") + line("traceparent", trace)) + get("/livez"));
    BOOST_TEST(client.read().field("X-Correlation-Id") == "first");
    BOOST_TEST(client.read().field("X-Correlation-Id") == "", "what one request says is not said of the next");
}

BOOST_AUTO_TEST_CASE(a_sender_is_named_in_printable_ascii_or_refused)
{
    wire_server server;
    const auto from = [](std::string_view name) { return post("/fhir", good_bundle(), line("Marrow-Sender", name)); };
    const wire_row rows[] = {
        {"a name", from("engine-1 (north)"), 200},
        {"nothing", from(""), 200},
        {"255 characters", from(std::string(255, 'x')), 200},
        {"256 characters", from(std::string(256, 'x')), 400, {}, {"Marrow-Sender"}},
        {"beyond ASCII", from("Klinik M\xC3\xBCnchen"), 400, {}, {"Marrow-Sender", "printable ASCII"}},
        {"beyond ASCII alone", from("\xC3\xA9"), 400},
        {"a tab", from("a\tb"), 400},
        {"twice the same", post("/fhir", good_bundle(), line("Marrow-Sender", "a") + line("Marrow-Sender", "a")), 200},
        {"two names", post("/fhir", good_bundle(), line("Marrow-Sender", "a") + line("Marrow-Sender", "b")), 400},
        {"of a read", get("/fhir/metadata", line("Marrow-Sender", "\xC3\xA9")), 400},
    };
    server.holds(rows);
    BOOST_TEST(server.ask(from("M\xC3\xBCnchen")).body.find("nchen") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_create_says_where)
{
    wire_server server;
    const kept_procedure kept{server};
    BOOST_TEST(kept.made.status == 201);
    BOOST_TEST(kept.made.field("Location") == kept.place + "/_history/1");
    BOOST_TEST(kept.made.field("ETag") == "W/\"1\"");
    const response read = server.ask(get(kept.made.field("Location")));
    BOOST_TEST(read.status == 200);
    BOOST_TEST(read.body.find("\"resourceType\":\"Procedure\"") != std::string::npos);
    const wire_row rows[] = {
        {"with a slash at the end", post("/fhir/Procedure/", good_procedure()), 201, {"Location: /fhir/Procedure/"}},
        {"with findings", post("/fhir/Procedure", R"({"resourceType":"Procedure"})"), 422, {"Location:"}},
        {"what is processed", post("/fhir", good_bundle()), 200, {"Location:", "Content-Location: /fhir/OperationOut"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(a_read_is_left_out_for_who_has_it)
{
    wire_server server;
    const kept_procedure kept{server};
    for (const std::string& path :
         {kept.place, kept.place + "/_history/1", kept.decision, kept.decision + "/_history/1"}) {
        const response whole = server.ask(get(path));
        const std::string modified = whole.field("Last-Modified");
        BOOST_TEST(whole.field("ETag") == "W/\"1\"");
        BOOST_TEST(modified.ends_with(" GMT"));
        const wire_row rows[] = {
            {"the tag",
             get(path, line("If-None-Match", "W/\"1\"")),
             304,
             {"ETag: W/\"1\"", "Content-Length:", "Content-Type:"}},
            {"the strong tag", get(path, line("If-None-Match", "\"1\"")), 304},
            {"among others", get(path, line("If-None-Match", "W/\"7\", W/\"1\"")), 304},
            {"in two fields", get(path, line("If-None-Match", "W/\"7\"") + line("If-None-Match", "W/\"1\"")), 304},
            {"any", get(path, line("If-None-Match", "*")), 304},
            {"another", get(path, line("If-None-Match", "W/\"2\"")), 200},
            {"one that is no tag", get(path, line("If-None-Match", "1")), 200},
            {"not modified", get(path, line("If-Modified-Since", modified)), 304, {"Last-Modified: " + modified}},
            {"modified", get(path, line("If-Modified-Since", "Mon, 05 Jan 2026 00:00:00 GMT")), 200},
            {"a date that is none", get(path, line("If-Modified-Since", "soon")), 200},
            {"the tag goes before the date",
             get(path, line("If-None-Match", "W/\"2\"") + line("If-Modified-Since", modified)),
             200},
            {"HEAD", with_method("HEAD", path, line("If-None-Match", "W/\"1\"")), 304},
        };
        server.holds(rows);
    }
    raw_client client = server->connect();
    client.send(get(kept.place, line("If-None-Match", "*")) + get("/livez"));
    BOOST_TEST(client.read(false).status == 304);
    BOOST_TEST(client.read().status == 200, "nothing of a body stands before the next answer");
}

BOOST_AUTO_TEST_CASE(what_changes_with_the_program_alone_has_a_tag)
{
    wire_server server;
    for (const char* path : {"/fhir/metadata", "/fhir/CodeSystem/finding", "/fhir/CodeSystem/structure"}) {
        const std::string tag = server.ask(get(path)).field("ETag");
        BOOST_TEST(tag.starts_with("W/\""));
        BOOST_TEST(server.ask(get(path)).field("ETag") == tag);
        BOOST_TEST(server.ask(get(path, line("If-None-Match", tag))).status == 304);
        BOOST_TEST(server.ask(get(path, line("If-None-Match", "W/\"0\""))).status == 200);
        BOOST_TEST(server.ask(get(std::string{path} + "?_pretty=true")).field("ETag") != tag);
    }
    BOOST_TEST(server.ask(get("/livez")).field("ETag") == "");
}

BOOST_AUTO_TEST_CASE(dates_are_those_of_http)
{
    BOOST_TEST(adapter::http::http_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    BOOST_TEST(adapter::http::http_date(1'796'086'491) == "Tue, 01 Dec 2026 00:54:51 GMT");
    BOOST_TEST(adapter::http::version_of("") == 1u);
    BOOST_TEST(adapter::http::version_of("a") != adapter::http::version_of("b"));
}

BOOST_AUTO_TEST_CASE(versions_are_numbers_as_they_are_given_here)
{
    wire_server server;
    const kept_procedure kept{server};
    for (const std::string& path : {kept.place, kept.decision})
        for (const char* version : {"01", "001", "+1", "1.0", "1x", "%31x", "0"})
            BOOST_TEST(server.ask(get(path + "/_history/" + version)).status == 404, path << version);
}

BOOST_AUTO_TEST_CASE(options_say_what_an_address_takes)
{
    wire_server server;
    const wire_row rows[] = {
        {"the base",
         with_method("OPTIONS", "/fhir"),
         204,
         {"Allow: POST, OPTIONS", "Content-Length:", "Content-Type:"}},
        {"with a slash", with_method("OPTIONS", "/fhir/"), 204, {"Allow: POST, OPTIONS"}},
        {"a read", with_method("OPTIONS", "/fhir/Claim/x"), 204, {"Allow: GET, HEAD, OPTIONS"}},
        {"an operation", with_method("OPTIONS", "/fhir/Claim/$validate"), 204, {"Allow: POST"}},
        {"nothing there", with_method("OPTIONS", "/fhir/Patient"), 404},
        {"another method", with_method("PATCH", "/fhir/Claim"), 405, {"Allow: POST, OPTIONS"}, {"not-supported"}},
        {"a script of another origin, where none may",
         with_method(
             "OPTIONS", "/fhir", line("Origin", "https://a.example") + line("Access-Control-Request-Method", "POST")
         ),
         204,
         {"Access-Control-Allow-Origin:", "Access-Control-Allow-Methods:"}},
        {"an answer, where none may",
         get("/fhir/metadata", line("Origin", "https://a.example")),
         200,
         {"Access-Control-Allow-Origin:"}},
    };
    server.holds(rows);
    for (const adapter::http::route& each : adapter::http::all_routes()) {
        std::string path{each.path};
        if (const std::size_t at = path.find("{type}"); at != std::string::npos) path.replace(at, 6, "Patient");
        BOOST_TEST(server.ask(with_method("OPTIONS", path)).status == 204, path);
    }
    raw_client client = server->connect();
    client.send(with_method("OPTIONS", "/fhir") + get("/livez"));
    BOOST_TEST(client.read().status == 204);
    BOOST_TEST(client.read().status == 200);
}

BOOST_AUTO_TEST_CASE(scripts_of_the_origins_that_are_named_may_ask)
{
    wire_server server{{.origins = {"https://portal.example.org", "http://127.0.0.1:3000"}}};
    const std::string from = line("Origin", "https://portal.example.org");
    const std::string first = line("Access-Control-Request-Method", "POST");
    const std::string allowed = "Access-Control-Allow-Origin: https://portal.example.org";
    const wire_row rows[] = {
        {"before it sends",
         with_method("OPTIONS", "/fhir", from + first),
         204,
         {allowed,
          "Access-Control-Allow-Methods: POST, OPTIONS",
          "Access-Control-Allow-Headers: Content-Type",
          "Access-Control-Allow-Headers: Idempotency-Key",
          "Access-Control-Max-Age: "}},
        {"an answer",
         post("/fhir", good_bundle(), from),
         200,
         {allowed, "Access-Control-Expose-Headers: Marrow-Verdict"}},
        {"a fault", post("/fhir", "{", from), 400, {allowed}},
        {"the other",
         get("/fhir/metadata", line("Origin", "http://127.0.0.1:3000")),
         200,
         {"Access-Control-Allow-Origin: http"}},
        {"one that is not named",
         get("/fhir/metadata", line("Origin", "https://evil.example")),
         200,
         {"Access-Control-Allow-Origin:"}},
        {"one that begins alike",
         get("/fhir/metadata", line("Origin", "https://portal.example.org.evil.example")),
         200,
         {"Access-Control-Allow-Origin:"}},
        {"none", get("/fhir/metadata", line("Origin", "null")), 200, {"Access-Control-Allow-Origin:"}},
        {"the statement says it", get("/fhir/metadata"), 200, {}, {"\"security\":{\"cors\":true,"}},
    };
    server.holds(rows);
    wire_server open{{.origins = {"*"}}};
    BOOST_TEST(
        open.ask(get("/livez", line("Origin", "https://a.example"))).field("Access-Control-Allow-Origin") ==
        "https://a.example"
    );
}

BOOST_AUTO_TEST_CASE(old_clients_get_one_answer_and_an_end)
{
    wire_server server;
    raw_client client = server->connect();
    client.send(
        "POST /fhir HTTP/1.0\r\nHost: here\r\nConnection: keep-alive\r\nContent-Type: application/fhir+json\r\n"
        "Content-Length: " +
        std::to_string(good_bundle().size()) + "\r\n\r\n" + good_bundle() + get("/livez")
    );
    const std::string all = client.read_all();
    BOOST_TEST(count_responses(all) == 1u);
    BOOST_TEST(all.starts_with("HTTP/1.1 200"));
    BOOST_TEST(all.find("\r\nConnection: close\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_sent_at_once_is_answered_in_its_order)
{
    wire_server server;
    raw_client client = server->connect();
    client.send(
        post("/fhir", bad_bundle()) + get("/fhir/metadata", "Accept-Encoding: gzip\r\n") +
        post("/fhir/Procedure", good_procedure(), "Prefer: return=minimal\r\n") + get("/fhir/Patient") +
        with_method("OPTIONS", "/fhir") + post("/fhir", good_bundle())
    );
    for (const int status : {422, 200, 201, 404, 204, 200})
        BOOST_TEST(client.read().status == status);
}

BOOST_AUTO_TEST_SUITE_END()

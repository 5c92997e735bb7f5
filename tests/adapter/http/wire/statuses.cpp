#include "tests/adapter/http/wire/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::test;

namespace {

std::string code(std::string_view of)
{
    return "\"code\":\"" + std::string{of} + "\"";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_statuses)

BOOST_AUTO_TEST_CASE(each_failing_has_its_status_and_its_code)
{
    wire_server server;
    const std::string verdict = "Marrow-Verdict: error; errors=1; retry=no";
    const std::string wait = "Expect: 100-continue\r\n";
    const wire_row rows[] = {
        {"JSON that is broken", post("/fhir", "{\"resourceType\":"), 400, {verdict}, {code("structure"), "\"fatal\""}},
        {"a key twice", post("/fhir", R"({"resourceType":"Bundle","a":1,"a":2})"), 400, {verdict}, {code("structure")}},
        {"no object", post("/fhir", "[]"), 400, {verdict}},
        {"empty", post("/fhir", ""), 400, {verdict}},
        {"no resourceType", post("/fhir", "{}"), 400, {verdict}, {code("structure"), "resourceType"}},
        {"a resourceType that is not read", post("/fhir", R"({"resourceType":"Patient"})"), 400, {verdict}},
        {"a type that is not the one of the address",
         post("/fhir/Procedure", R"({"resourceType":"Claim"})"),
         400,
         {verdict},
         {"post a Bundle to the base"}},
        {"an element missing", post("/fhir/Procedure", R"({"resourceType":"Procedure"})"), 422, {}, {code("structure")}},
        {"a business rule", post("/fhir", bad_bundle()), 422, {}, {code("business-rule")}},
        {"the same in $validate", post("/fhir/Bundle/$validate", bad_bundle()), 200, {}, {code("business-rule")}},
        {"a type that is not served", get("/fhir/Patient/1"), 404, {verdict}, {code("not-found")}},
        {"no such id", get("/fhir/Claim/nothing"), 404, {verdict}, {code("not-found")}},
        {"no such address", get("/nothing"), 404, {verdict}, {code("not-found"), "POST /fhir"}},
        {"a method that the address does not take",
         with_method("DELETE", "/fhir/Claim/x"),
         405,
         {"Allow: GET, HEAD, OPTIONS", verdict},
         {code("not-supported")}},
        {"a client's own id", with_method("PUT", "/fhir/Claim/x"), 405, {"Allow: GET, HEAD, OPTIONS"}},
        {"nothing that is accepted",
         get("/fhir/metadata", "Accept: image/png\r\n"),
         406,
         {verdict},
         {code("not-supported")}},
        {"a body that is too long, told before it comes",
         "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Length: 8388609\r\n" + wait + "\r\n",
         413,
         {verdict},
         {code("too-long")}},
        {"a body of another type",
         untyped("/fhir", "x", "Content-Type: text/csv\r\n"),
         415,
         {verdict},
         {code("not-supported")}},
        {"an expectation", post("/fhir", "{}", "Expect: the-unexpected\r\n"), 417, {verdict}, {"100-continue"}},
        {"fields that are too long", get("/livez", "X-A: " + std::string(40'000, 'x') + "\r\n"), 431, {verdict}},
        {"an address that is too long", get("/" + std::string(9'000, 'x')), 414, {verdict}},
        {"a method that is not known", with_method("BREW", "/fhir"), 501, {verdict}, {code("not-supported")}},
        {"a version of HTTP", "GET /livez HTTP/2.0\r\nHost: here\r\n\r\n", 505, {verdict}},
        {"a Bundle to be stored", post("/fhir/Bundle", good_bundle()), 400, {verdict}, {"[base]/Bundle/$validate"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(an_error_is_never_html_and_has_the_id_of_the_request)
{
    wire_server server;
    for (const char* path : {"/", "/fhir/", "/index.html", "/fhir/Claim/a/b/c/d", "/fhir/%00"}) {
        const response made = server.ask(get(path, "Accept: text/html,*/*;q=0.8\r\nX-Request-Id: r-1\r\n"));
        BOOST_TEST(made.status >= 400);
        BOOST_TEST(made.body.find("\"id\":\"r-1\"") != std::string::npos);
        BOOST_TEST(made.body.find('<') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_body_is_asked_for_before_it_comes)
{
    wire_server server;
    raw_client client = server->connect();
    const std::string whole = post("/fhir", good_bundle(), "Expect: 100-continue\r\n");
    const std::size_t header = whole.find("\r\n\r\n") + 4;
    client.send(whole.substr(0, header));
    BOOST_TEST(client.read(false).status == 100);
    client.send(whole.substr(header));
    BOOST_TEST(client.read().status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

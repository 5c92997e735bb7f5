#include "tests/adapter/http/wire/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::test;

namespace {

std::string typed(std::string_view type, const std::string& body = good_bundle())
{
    return untyped("/fhir", body, "Content-Type: " + std::string{type} + "\r\n");
}

std::string accepting(std::string_view accept, std::string_view path = "/fhir/metadata")
{
    return get(path, "Accept: " + std::string{accept} + "\r\n");
}

constexpr const char* guessed = "The body came without a media type of FHIR, and was taken for JSON.";
constexpr const char* mirth = "in Mirth Connect: HTTP Sender, Content Type";

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_negotiation)

BOOST_AUTO_TEST_CASE(what_a_body_says_that_it_is)
{
    wire_server server;
    const wire_row rows[] = {
        {"application/fhir+json", typed("application/fhir+json"), 200},
        {"application/json", typed("application/json"), 200},
        {"text/json", typed("text/json"), 200},
        {"the type of DSTU2", typed("application/json+fhir"), 200},
        {"in capitals, with a charset in quotes", typed("Application/FHIR+JSON; charset=\"UTF-8\""), 200},
        {"a charset that UTF-8 includes", typed("application/fhir+json; charset=us-ascii"), 200},
        {"another charset", typed("application/fhir+json; charset=iso-8859-1"), 415, {}, {"not UTF-8", "fhir+json"}},
        {"UTF-16 by its charset", typed("application/fhir+json; charset=utf-16"), 415},
        {"UTF-16 that nobody says",
         typed("application/fhir+json", std::string{"\xFF\xFE{\0}\0", 6}),
         400,
         {},
         {"structure"}},
        {"fhirVersion 4.0", typed("application/fhir+json; fhirVersion=4.0"), 200, {"Content-Type: fhirVersion=4.0"}},
        {"fhirVersion 4.3 in quotes",
         typed("application/fhir+json; fhirVersion=\"4.3\""),
         200,
         {"Content-Type: fhirVersion=4.3"}},
        {"fhirVersion 3.0",
         typed("application/fhir+json; fhirVersion=3.0"),
         415,
         {"Accept-Post: application/fhir+json"}},
        {"form", typed("application/x-www-form-urlencoded"), 415, {"Accept-Post: application/fhir+json"}, {mirth}},
        {"a patch", typed("application/json-patch+json"), 415},
        {"text/plain as Mirth sends it", typed("text/plain; charset=UTF-8"), 200, {}, {guessed, mirth, "\"warning\""}},
        {"nothing said", untyped("/fhir", good_bundle()), 200, {}, {guessed, mirth, "\"accepted\""}},
        {"nothing said of a fault", untyped("/fhir", "{"), 400},
        {"nothing said of findings", untyped("/fhir", bad_bundle()), 422, {}, {guessed, "add-on-without-primary"}},
        {"nothing said of $validate", untyped("/fhir/Bundle/$validate", good_bundle()), 200, {}, {guessed}},
        {"text/plain that is HL7 v2",
         typed("text/plain", "MSH|^~\\&|"),
         415,
         {"Accept-Post: application/fhir+json"},
         {mirth}},
        {"a byte order mark",
         typed("application/fhir+json", "\xEF\xBB\xBF" + good_bundle()),
         200,
         {},
         {"byte order mark"}},
        {"no warning where all is well", typed("application/fhir+json"), 200, {"Marrow-Verdict: accepted; errors=0"}},
    };
    server.holds(rows);
    BOOST_TEST(server.ask(typed("application/fhir+json")).body.find("media type") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_warning_of_the_media_type_stands_in_the_form_of_the_rest)
{
    wire_server server;
    const response flat = server.ask(untyped("/fhir", good_bundle()));
    const response pretty = server.ask(untyped("/fhir?_pretty=true", good_bundle()));
    BOOST_TEST(flat.body.ends_with("\"}]}"));
    BOOST_TEST(flat.body.find('\n') == std::string::npos);
    BOOST_TEST(pretty.body.find("},\n    {\n      \"extension\"") != std::string::npos);
    BOOST_TEST(pretty.body.ends_with("\n    }\n  ]\n}"));
}

/// What is kept is the decision; how its bytes were labelled is of the request alone.
BOOST_AUTO_TEST_CASE(a_warning_of_the_media_type_is_not_kept)
{
    wire_server server;
    const response made = server.ask(untyped("/fhir", good_bundle(), "Idempotency-Key: a\r\n"));
    BOOST_TEST(server.ask(get(made.field("Content-Location"))).body.find(guessed) == std::string::npos);
    BOOST_TEST(server.ask(untyped("/fhir", good_bundle(), "Idempotency-Key: a\r\n")).body == made.body);
}

BOOST_AUTO_TEST_CASE(a_strict_server_looks_into_no_body)
{
    wire_server server{{.strict_media_types = true}};
    const wire_row rows[] = {
        {"text/plain", typed("text/plain; charset=UTF-8"), 415, {"Accept-Post: application/fhir+json"}, {mirth}},
        {"nothing said", untyped("/fhir", good_bundle()), 415, {"Accept-Post: application/fhir+json"}, {mirth}},
        {"JSON of FHIR", typed("application/fhir+json"), 200},
        {"JSON", typed("application/json"), 200},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(what_an_answer_is_asked_to_be)
{
    wire_server server;
    const wire_row rows[] = {
        {"nothing",
         get("/fhir/metadata"),
         200,
         {"Content-Type: application/fhir+json; fhirVersion=4.0; charset=utf-8"}},
        {"anything", accepting("*/*"), 200},
        {"application/fhir+json", accepting("application/fhir+json"), 200},
        {"application/json", accepting("application/json"), 200},
        {"text/json", accepting("text/json"), 200},
        {"with a charset", accepting("application/fhir+json; charset=utf-8"), 200},
        {"another charset", accepting("application/fhir+json; charset=iso-8859-1"), 406},
        {"as browsers ask", accepting("text/html,application/xhtml+xml,image/avif,*/*;q=0.8"), 200},
        {"HTML alone", accepting("text/html"), 406, {}, {"not-supported", "_format=json"}},
        {"JSON refused by its weight", accepting("application/json;q=0"), 406},
        {"JSON refused where all else is taken",
         accepting("*/*, application/fhir+json;q=0"),
         200,
         {"Content-Type: application/fhir+xml"}},
        {"both refused", accepting("*/*, application/fhir+json;q=0, application/fhir+xml;q=0"), 406},
        {"fhirVersion 5.0",
         accepting("application/fhir+json; fhirVersion=5.0"),
         200,
         {"Content-Type: fhirVersion=5.0"}},
        {"the fhirVersion of the greater weight",
         accepting("application/fhir+json; fhirVersion=5.0; q=0.5, application/fhir+json; fhirVersion=4.3"),
         200,
         {"Content-Type: fhirVersion=4.3"}},
        {"fhirVersion 3.0", accepting("application/fhir+json; fhirVersion=3.0"), 406, {}, {"4.0, 4.3 or 5.0"}},
        {"_format goes before Accept", accepting("text/html", "/fhir/metadata?_format=json"), 200},
        {"_format with a plus sign as it is", get("/fhir/metadata?_format=application/fhir+json"), 200},
        {"_format with a plus sign escaped", get("/fhir/metadata?_format=application%2Ffhir%2Bjson"), 200},
        {"_format of DSTU2", get("/fhir/metadata?_format=application/json+fhir"), 200},
        {"_format text/json", get("/fhir/metadata?_format=text/json"), 200},
        {"_format with a fhirVersion",
         get("/fhir/metadata?_format=application/fhir%2Bjson;fhirVersion=4.3"),
         200,
         {"Content-Type: fhirVersion=4.3"}},
        {"_format with a fhirVersion that is none", get("/fhir/metadata?_format=json;fhirVersion=3.0"), 406},
        {"_format ttl", get("/fhir/metadata?_format=ttl"), 406},
        {"_format html", get("/fhir/metadata?_format=html"), 406},
        {"_format is never of the body",
         untyped("/fhir?_format=json", good_bundle(), "Content-Type: application/pdf\r\n"),
         415},
        {"_pretty", get("/fhir/metadata?_pretty=true"), 200, {}, {"{\n  \"resourceType\""}},
        {"Accept alone names the release",
         post("/fhir", good_bundle(), "Accept: application/fhir+json; fhirVersion=5.0\r\n"),
         422,
         {"Content-Type: fhirVersion=5.0"}},
        {"Accept and Content-Type that contradict each other",
         untyped(
             "/fhir",
             good_bundle(),
             "Content-Type: application/fhir+json; fhirVersion=4.0\r\nAccept: application/fhir+json; "
             "fhirVersion=5.0\r\n"
         ),
         406},
        {"HEAD", with_method("HEAD", "/fhir/metadata"), 200, {"Content-Type: application/fhir+json"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(a_compressed_body_of_an_unknown_coding_is_refused_by_another_cure)
{
    wire_server server;
    const wire_row rows[] = {
        {"brotli",
         post("/fhir", good_bundle(), "Content-Encoding: br\r\n"),
         415,
         {"Accept-Encoding: ", "Accept-Post:"}},
        {"another type", typed("application/pdf"), 415, {"Accept-Encoding:", "Accept-Post: application/fhir+json"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_SUITE_END()

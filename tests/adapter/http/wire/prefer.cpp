#include "adapter/http/prefer.hpp"

#include "tests/adapter/http/wire/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::test;

namespace {

std::string prefer(std::string_view what)
{
    return "Prefer: " + std::string{what} + "\r\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_prefer)

BOOST_AUTO_TEST_CASE(preferences_are_read_as_lists_of_which_the_first_counts)
{
    using returned = adapter::preferences::returned;
    using handling = adapter::preferences::handling;
    struct {
        const char* field;
        returned what;
        handling how;
    } const rows[] = {
        {"", returned::unsaid, handling::unsaid},
        {"return=minimal", returned::minimal, handling::unsaid},
        {"Return = \"minimal\"", returned::minimal, handling::unsaid},
        {"return=OperationOutcome, handling=strict", returned::outcome, handling::strict},
        {"return=operationoutcome; x=1 ,handling=lenient;y", returned::outcome, handling::lenient},
        {"respond-async, wait=10, return=representation", returned::representation, handling::unsaid},
        {"return=minimal, return=representation", returned::minimal, handling::unsaid},
        {"return=all, return=minimal", returned::minimal, handling::unsaid},
        {"return, handling=, =, ;", returned::unsaid, handling::unsaid},
        {"handling=strictly", returned::unsaid, handling::unsaid},
    };
    for (const auto& row : rows) {
        const adapter::preferences read = adapter::http::read_prefer(row.field);
        BOOST_TEST_CONTEXT(row.field)
        {
            BOOST_TEST((read.what == row.what));
            BOOST_TEST((read.how == row.how));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_comes_back_of_a_success)
{
    wire_server server;
    const wire_row rows[] = {
        {"nothing said", post("/fhir", good_bundle()), 200, {"Preference-Applied:"}, {"OperationOutcome", "accepted"}},
        {"an outcome",
         post("/fhir", good_bundle(), prefer("return=OperationOutcome")),
         200,
         {"Preference-Applied: return=OperationOutcome"},
         {"\"accepted\""}},
        {"minimal",
         post("/fhir", good_bundle(), prefer("return=minimal")),
         200,
         {"Preference-Applied: return=minimal",
          "Content-Location: /fhir/OperationOutcome/",
          "Content-Length: 0",
          "Content-Type:",
          "Marrow-Verdict: accepted; errors=0; retry=no"}},
        {"minimal, in two fields",
         post("/fhir", good_bundle(), prefer("handling=lenient") + prefer("return=minimal")),
         200,
         {"Preference-Applied: return=minimal, handling=lenient", "Content-Length: 0"}},
        {"minimal of a create",
         post("/fhir/Procedure", good_procedure(), prefer("return=minimal")),
         201,
         {"Preference-Applied: return=minimal", "Location: /fhir/Procedure/", "Content-Length: 0"}},
        {"a representation of a create",
         post("/fhir/Procedure", good_procedure(), prefer("return=representation")),
         201,
         {"Preference-Applied: return=representation", "Content-Location: /fhir/Procedure/", "ETag: W/\"1\""},
         {"{\"resourceType\":\"Procedure\",\"id\":\"", "\"versionId\":\"1\",\"lastUpdated\":\"20", "\"completed\""}},
        {"a representation of what is processed, not created",
         post("/fhir", good_bundle(), prefer("return=representation")),
         200,
         {"Preference-Applied:"},
         {"OperationOutcome"}},
        {"minimal of $validate, whose answer is all there is",
         post("/fhir/Bundle/$validate", good_bundle(), prefer("return=minimal")),
         200,
         {"Preference-Applied:"},
         {"OperationOutcome"}},
        {"minimal of a read", get("/fhir/metadata", prefer("return=minimal")), 200, {"Preference-Applied:"}, {"Capab"}},
    };
    server.holds(rows);
}

BOOST_AUTO_TEST_CASE(what_fails_is_told_whatever_is_preferred)
{
    wire_server server;
    for (const char* what : {"return=minimal", "return=representation"}) {
        const wire_row rows[] = {
            {"findings",
             post("/fhir", bad_bundle(), prefer(what)),
             422,
             {"Preference-Applied:"},
             {"add-on-without-primary"}},
            {"findings that go in the body",
             post("/fhir", bad_bundle(), prefer(what) + "Marrow-Errors-As: body\r\n"),
             200,
             {"Preference-Applied:"},
             {"add-on-without-primary"}},
            {"a fault", post("/fhir", "{", prefer(what)), 400, {"Preference-Applied:"}},
            {"no such type", post("/fhir/Patient", "{}", prefer(what)), 404},
        };
        server.holds(rows);
    }
}

BOOST_AUTO_TEST_CASE(a_representation_is_the_same_when_it_is_sent_again)
{
    wire_server server;
    const std::string request =
        post("/fhir/Procedure", good_procedure(), prefer("return=representation") + "Idempotency-Key: a\r\n");
    const response first = server.ask(request);
    const response again = server.ask(request);
    BOOST_TEST(again.status == 201);
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(again.field("Location") == first.field("Location"));
    BOOST_TEST(server.ask(get(first.field("Location"))).body == first.body);
}

BOOST_AUTO_TEST_CASE(parameters_that_are_not_known)
{
    wire_server server;
    const std::string strict = prefer("handling=strict");
    const std::string lenient = prefer("handling=lenient");
    const wire_row rows[] = {
        {"_summary", get("/fhir/metadata?_summary=true"), 200, {"Preference-Applied:"}},
        {"_elements", get("/fhir/metadata?_elements=status"), 200},
        {"_summary, lenient",
         get("/fhir/metadata?_summary=true", lenient),
         200,
         {"Preference-Applied: handling=lenient"}},
        {"_summary, strict",
         get("/fhir/metadata?_summary=true", strict),
         400,
         {},
         {"handling=strict", "mode", "_pretty"}},
        {"_elements, strict", get("/fhir/metadata?_elements=status", strict), 400},
        {"of a POST, strict", post("/fhir?x=1", good_bundle(), strict), 400},
        {"of a POST", post("/fhir?x=1", good_bundle()), 200},
        {"known ones, strict",
         get("/fhir/metadata?mode=full&_format=json&_pretty=false", strict),
         200,
         {"Preference-Applied: handling=strict"}},
        {"those of $validate, strict", post("/fhir/Bundle/$validate?mode=create", good_bundle(), strict), 200},
        {"of a search", get("/fhir/OperationOutcome?colour=red"), 400, {}, {"There are"}},
        {"of a search, strict", get("/fhir/OperationOutcome?colour=red", strict), 400},
        {"of a search, lenient",
         get("/fhir/OperationOutcome?colour=red&_count=5", lenient),
         200,
         {"Preference-Applied: handling=lenient"},
         {"\"url\":\"/fhir/OperationOutcome?_count=5\""}},
        {"of a search by a form, lenient",
         untyped(
             "/fhir/OperationOutcome/_search",
             "colour=red&_count=5",
             "Content-Type: application/x-www-form-urlencoded\r\n" + lenient
         ),
         200},
    };
    server.holds(rows);
    BOOST_TEST(server.ask(get("/fhir/metadata?Smith=1", strict)).body.find("Smith") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(findings_go_by_status_or_by_body)
{
    wire_server by_status;
    wire_server by_body{{.errors_in_body = true}};
    const std::string verdict = "Marrow-Verdict: findings; errors=";
    const auto ask = [](std::string_view lines) { return post("/fhir", bad_bundle(), lines); };
    const wire_row usual[] = {
        {"nothing said", ask(""), 422, {verdict}},
        {"body",
         ask("Marrow-Errors-As: body\r\n"),
         200,
         {verdict, "Marrow-Verdict: retry=no"},
         {"add-on-without-primary"}},
        {"Body", ask("Marrow-Errors-As: Body\r\n"), 200},
        {"http", ask("Marrow-Errors-As: http\r\n"), 422},
        {"another", ask("Marrow-Errors-As: x\r\n"), 400, {}, {"http", "body"}},
    };
    by_status.holds(usual);
    const wire_row other[] = {
        {"nothing said", ask(""), 200, {verdict}},
        {"http", ask("Marrow-Errors-As: http\r\n"), 422, {verdict}},
        {"what is no finding", post("/fhir", "{"), 400, {"Marrow-Verdict: error; errors=1; retry=no"}},
        {"what cannot be read", post("/fhir", "{}"), 400},
        {"a create", post("/fhir/Procedure", R"({"resourceType":"Procedure"})"), 200, {verdict, "Location:"}},
    };
    by_body.holds(other);
}

BOOST_AUTO_TEST_CASE(findings_in_the_body_are_replayed_as_each_request_asks)
{
    wire_server server;
    const std::string key = "Idempotency-Key: a\r\n";
    BOOST_TEST(server.ask(post("/fhir", bad_bundle(), key + "Marrow-Errors-As: body\r\n")).status == 200);
    const response again = server.ask(post("/fhir", bad_bundle(), key));
    BOOST_TEST(again.status == 422);
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
}

BOOST_AUTO_TEST_SUITE_END()

#include "fhir/form.hpp"
#include "fhir/json/write.hpp"
#include "fhir/xml/parse.hpp"
#include "fhir/xml/write.hpp"
#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/operations/structure_errors.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>
#include <string>

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;

namespace {

constexpr std::string_view xml_type = "Content-Type: application/fhir+xml\r\n";

std::string in_xml(const std::string& json)
{
    fhir::json::arena memory;
    const auto read = fhir::read(json, memory).value();
    std::string out;
    fhir::xml::write(out, read.document, read.release, true);
    return out;
}

/// A POST of XML, with what else is given as lines.
std::string post_xml(std::string_view path, std::string_view body, std::string_view lines = "")
{
    std::string request = post(path, body, lines);
    const std::size_t type = request.find("Content-Type:");
    const std::size_t end = request.find("\r\n", type);
    if (type != std::string::npos && type < request.find("\r\n\r\n")) request.erase(type, end + 2 - type);
    return request.insert(request.find("\r\n") + 2, xml_type);
}

bool is_xml(const response& of)
{
    return of.field("Content-Type").starts_with("application/fhir+xml; fhirVersion=") &&
           of.field("Content-Type").ends_with("; charset=utf-8") && of.body.starts_with("<?xml ");
}

bool is_json(const response& of)
{
    return of.field("Content-Type").starts_with("application/fhir+json; fhirVersion=") && of.body.starts_with("{");
}

/// What the XML says, as JSON.
std::string as_json(const std::string& xml, fhir::version release = fhir::version::r4)
{
    fhir::json::arena memory;
    const auto read = fhir::xml::parse(xml, memory, release).value();
    std::string out;
    fhir::json::writer{out}.copy(read.root(), read);
    return out;
}

std::string many_entries()
{
    std::string out{"<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"collection\"/>"};
    for (int i = 0; i < 6'000; ++i)
        out += "<entry/>";
    return out + "</Bundle>";
}

/// Without what is of the one request: its id, and line and column.
std::string common(const std::string& outcome)
{
    static const std::regex own{
        R"re("id":"[^"]*",|\{"url":"[^"]*operationoutcome-issue-(line|col)","valueInteger":[0-9]+\},)re"};
    return std::regex_replace(outcome, own, "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_xml)

BOOST_AUTO_TEST_CASE(a_submission_is_answered_the_same_in_whatever_form_it_comes_and_is_answered)
{
    for (const char* name : {"accepted", "no-documentation", "dangling-pointer", "r5"}) {
        BOOST_TEST_CONTEXT(name)
        {
            const std::string json = sample_named(name);
            const std::string xml = in_xml(json);
            place here;
            const response of_json = here.server.ask(post("/fhir", json));
            place there;
            const response of_xml = there.server.ask(post_xml("/fhir", xml));
            place elsewhere;
            const response mixed = elsewhere.server.ask(post_xml("/fhir", xml, "Accept: application/fhir+json\r\n"));
            BOOST_TEST(is_json(of_json));
            BOOST_TEST(is_xml(of_xml), of_xml.head);
            BOOST_TEST(is_json(mixed));
            BOOST_TEST(of_xml.status == of_json.status);
            BOOST_TEST(mixed.status == of_json.status);
            BOOST_TEST(of_xml.field("Marrow-Verdict") == of_json.field("Marrow-Verdict"));
            BOOST_TEST(common(mixed.body) == common(of_json.body));
            BOOST_TEST(common(as_json(of_xml.body)) == common(of_json.body));
            BOOST_TEST(structure_errors(of_xml.body) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_form_asked_for_goes_before_that_of_the_body)
{
    const std::string json = sample_named("accepted");
    const std::string xml = in_xml(json);
    place here;
    const struct {
        std::string request;
        bool wants_xml;
    } rows[] = {
        {post("/fhir", json), false},
        {post("/fhir", json, "Accept: */*\r\n"), false},
        {post("/fhir", json, "Accept: application/xml\r\n"), true},
        {post("/fhir?_format=xml", json, "Accept: application/json\r\n"), true},
        {post_xml("/fhir", xml), true},
        {post_xml("/fhir", xml, "Accept: */*\r\n"), true},
        {post_xml("/fhir?_format=json", xml), false},
        {get("/fhir/metadata"), false},
        {get("/fhir/metadata", "Accept: application/fhir+xml\r\n"), true},
        {get("/fhir/metadata?_format=application/fhir+xml"), true},
        {get("/fhir/CodeSystem/finding?_format=xml"), true},
        {get("/fhir/OperationOutcome?_format=text/xml"), true},
    };
    for (const auto& row : rows) {
        const response got = here.server.ask(row.request);
        BOOST_TEST_CONTEXT(row.request.substr(0, row.request.find("\r\n\r\n")))
        {
            BOOST_TEST(got.status < 300);
            BOOST_TEST((row.wants_xml ? is_xml(got) : is_json(got)), got.head);
            if (row.wants_xml) BOOST_TEST(structure_errors(got.body) == "", got.body);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_refusal_is_in_xml_where_that_was_asked_for)
{
    place here;
    const std::string accept = "Accept: application/fhir+xml\r\n";
    const std::string claim = in_xml(R"({"resourceType":"Claim","status":"active"})");
    const struct {
        std::string request;
        int status;
    } rows[] = {
        {get("/fhir/nothing", accept), 404},
        {get("/fhir/OperationOutcome/none", accept), 404},
        {post("/fhir/metadata", "{}", accept), 405},
        {post("/fhir/Claim", "{", accept), 400},
        {post_xml("/fhir/Claim", "<Claim"), 400},
        {post_xml("/fhir/Claim", "<Claim xmlns=\"http://hl7.org/fhir\"><status></Claim>"), 400},
        {post_xml("/fhir/Claim", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"), 400},
        {post_xml("/fhir/Claim", "{}"), 400},
        {post_xml("/fhir/Procedure", claim), 400},
        {post_xml("/fhir/Bundle", claim), 400},
        {post_xml("/fhir", many_entries()), 413},
        {post_xml("/fhir/Claim", claim, "Accept: application/fhir+xml; fhirVersion=5.0\r\n"), 422},
    };
    for (const auto& row : rows) {
        const response got = here.server.ask(row.request);
        BOOST_TEST_CONTEXT(row.request.substr(0, row.request.find("\r\n\r\n")))
        {
            BOOST_TEST(got.status == row.status);
            BOOST_TEST(is_xml(got), got.head);
            BOOST_TEST(structure_errors(got.body) == "", got.body);
        }
    }
    const response other = here.server.ask(post("/fhir/Claim", claim));
    BOOST_TEST(other.status == 400);
    BOOST_TEST(contains(other.body, "begins as XML does"), other.body);
    BOOST_TEST(here.server.ask(get("/fhir/metadata", "Accept: text/turtle\r\n")).status == 406);
    const response lost =
        here.server.ask(post_xml("/fhir/Claim", "<Claim xmlns=\"http://hl7.org/fhir\">\n<status></Claim>"));
    BOOST_TEST(contains(lost.body, "<valueInteger value=\"2\"/>"), lost.body);
}

BOOST_AUTO_TEST_CASE(what_is_kept_of_xml_is_read_in_either_form)
{
    place here;
    const std::string sent = in_xml(sample_named("no-documentation"));
    const response made = here.server.ask(post_xml("/fhir", sent));
    const std::string decision = made.field("Content-Location");
    const std::string id = decision.substr(decision.rfind('/') + 1);
    const response in_json = here.read("/fhir/Bundle/" + id);
    const response in_xml = here.read("/fhir/Bundle/" + id + "?_format=xml");
    BOOST_TEST(is_json(in_json));
    BOOST_TEST(is_xml(in_xml));
    BOOST_TEST(contains(in_json.body, "\"id\":\"" + id + "\""));
    BOOST_TEST(contains(in_xml.body, "<id value=\"" + id + "\"/>"));
    place there;
    const std::string other = there.send(sample_named("no-documentation"));
    const response of_json = there.read("/fhir/Bundle/" + other.substr(other.rfind('/') + 1) + "?_format=xml");
    const std::string entries = of_json.body.substr(of_json.body.find("<entry>"));
    BOOST_TEST(in_xml.body.substr(in_xml.body.find("<entry>")) == entries);
    BOOST_TEST(as_json(here.read(decision + "?_format=xml").body) == here.read(decision).body);
    const response history = here.read(decision + "/_history?_format=xml");
    BOOST_TEST(is_xml(history));
    BOOST_TEST(as_json(history.body).find("\"total\":1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_is_replayed_in_the_form_that_is_asked_for)
{
    place here;
    const std::string json = R"({"resourceType":"Claim","status":"active"})";
    const std::string xml = in_xml(json);
    const std::string key = "Idempotency-Key: k\r\n";
    const response first = here.server.ask(post_xml("/fhir/Claim", xml, key));
    const response again = here.server.ask(post_xml("/fhir/Claim", xml, key + "Accept: application/json\r\n"));
    const response third = here.server.ask(post_xml("/fhir/Claim", xml, key));
    BOOST_TEST(is_xml(first));
    BOOST_TEST(is_json(again));
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    BOOST_TEST(as_json(first.body) == again.body);
    BOOST_TEST(third.body == first.body);
    BOOST_TEST(here.server.ask(post("/fhir/Claim", json, key)).status == 422);
}

BOOST_AUTO_TEST_CASE(what_waits_in_xml_is_decided_anew)
{
    const parts all{sample_named("accepted")};
    place here;
    const std::string claim =
        here.server.ask(post_xml("/fhir", in_xml(all.bundle({"claim"})))).field("Content-Location");
    BOOST_TEST(contains(here.read(claim).body, "documentation-missing"));
    here.server.ask(post_xml("/fhir", in_xml(all.bundle({"claim"}, true))));
    const response second = here.settled(claim);
    BOOST_TEST(second.field("ETag") == "W/\"2\"");
    place there;
    const auto expected = findings_of(there.read(there.send(all.whole())).body);
    BOOST_TEST((findings_of(second.body) == expected), second.body);
}

BOOST_AUTO_TEST_CASE(operations_take_parameters_in_xml)
{
    place here;
    const std::string bundle = sample_named("accepted");
    const std::string parameters =
        R"({"resourceType":"Parameters","parameter":[{"name":"resource","resource":)" + bundle + "}]}";
    for (const char* path : {"/fhir/Bundle/$validate", "/fhir/$cpt-lines"}) {
        const response of_json = here.server.ask(post(path, parameters));
        const response of_xml = here.server.ask(post_xml(path, in_xml(parameters)));
        BOOST_TEST_CONTEXT(path)
        {
            BOOST_TEST(of_json.status == 200);
            BOOST_TEST(of_xml.status == 200);
            BOOST_TEST(is_xml(of_xml));
            BOOST_TEST(common(as_json(of_xml.body)) == common(of_json.body));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_body_without_a_type_is_taken_for_what_it_looks_like)
{
    place here;
    std::string request = post_xml("/fhir", in_xml(sample_named("accepted")));
    request.replace(request.find("application/fhir+xml"), 20, "text/plain; charset=UTF-8");
    const response got = here.server.ask(request);
    BOOST_TEST(got.status == 200);
    BOOST_TEST(is_xml(got));
}

BOOST_AUTO_TEST_SUITE_END()

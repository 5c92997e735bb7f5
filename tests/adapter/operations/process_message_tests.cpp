#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/operations/structure_errors.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;
using fhir::json::name;
using tests::given;

namespace {

constexpr std::string_view path = "/fhir/$process-message";
constexpr std::string_view usual_header =
    R"("resourceType":"MessageHeader","id":"m-1","eventUri":"http://hospital.example.org/submit",)"
    R"("destination":[{"endpoint":"http://marrow.example/fhir/$process-message"}],)"
    R"("source":{"name":"engine","endpoint":"http://hospital.example.org/engine"})";

std::string message_of(
    std::string_view header = usual_header, std::string_view sample = "accepted", std::string_view bundle_id = "b-1"
)
{
    std::string rest = parts{sample_named(sample)}.bundle({}, true);
    rest = rest.substr(rest.find(R"("entry":[)") + 9);
    return R"({"resourceType":"Bundle","id":")" + std::string{bundle_id} +
           R"(","type":"message","timestamp":"2026-03-16T09:00:00Z","entry":[)"
           R"({"fullUrl":"urn:uuid:2f6a3f0e-0f55-4a8e-9a50-5d2a8a3c7f01","resource":{)" +
           std::string{header} + "}}," + rest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process_message)

BOOST_AUTO_TEST_CASE(a_message_is_answered_with_a_message)
{
    place here;
    const response got = here.server.ask(post(path, message_of()));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    const given made{got.body};
    BOOST_TEST(made.at("type").text() == "message");
    const auto& header = made.at("entry/0/resource");
    BOOST_TEST(header[name::resourceType].text() == "MessageHeader");
    BOOST_TEST(made.at("entry/0/resource/eventUri").text() == "http://hospital.example.org/submit");
    BOOST_TEST(made.at("entry/0/resource/response/identifier").text() == "m-1");
    BOOST_TEST(made.at("entry/0/resource/response/code").text() == "ok");
    BOOST_TEST(made.at("entry/0/resource/response/details/reference").text() == made.at("entry/1/fullUrl").text());
    BOOST_TEST(made.at("entry/1/resource/resourceType").text() == "OperationOutcome");
    BOOST_TEST(made.at("entry/0/resource/destination/0/endpoint").text() == "http://hospital.example.org/engine");
    BOOST_TEST(made.at("entry/0/resource/source/endpoint").text() == "http://marrow.example/fhir/$process-message");
    BOOST_TEST(made.at("entry/0/resource/id").text() != "m-1");
}

BOOST_AUTO_TEST_CASE(findings_of_severity_error_make_it_fatal)
{
    place here;
    const response got = here.server.ask(post(path, message_of(usual_header, "no-primary")));
    BOOST_TEST(got.status == 200);
    BOOST_TEST(contains(got.body, R"("code":"fatal-error")"), got.body);
    BOOST_TEST(contains(got.body, "add-on-without-primary"));
    BOOST_TEST(contains(got.field("Marrow-Verdict"), "findings"));
}

BOOST_AUTO_TEST_CASE(a_message_that_comes_again_gets_the_same_answer)
{
    place here;
    const response first = here.server.ask(post(path, message_of()));
    const response again = here.server.ask(post(path, message_of()));
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    const response resent = here.server.ask(post(path, message_of(usual_header, "accepted", "b-2")));
    BOOST_TEST(resent.body == first.body, "in another envelope");
    BOOST_TEST(resent.field("Idempotent-Replayed") == "true");
    const response other = here.server.ask(post(path, message_of(usual_header, "no-primary", "b-3")));
    BOOST_TEST(other.status == 422);
    BOOST_TEST(contains(other.body, "OperationOutcome"));
}

BOOST_AUTO_TEST_CASE(without_a_destination_the_answer_says_that_its_source_is_not_known)
{
    place here;
    const response got = here.server.ask(post(
        path,
        message_of(R"("resourceType":"MessageHeader","id":"m","eventCoding":{"code":"x","system":"http://a.example"},)"
                   R"("source":{"endpoint":"http://hospital.example.org/engine"})")
    ));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
}

BOOST_AUTO_TEST_CASE(in_r5_the_answer_is_of_r5)
{
    place here;
    const response got = here.server.ask(post(
        path,
        message_of(R"("resourceType":"MessageHeader","id":"m","eventCoding":{"code":"x","system":"http://a.example"},)"
                   R"("source":{"endpointUrl":"http://hospital.example.org/engine"})"),
        "Accept: application/fhir+json; fhirVersion=5.0\r\n"
    ));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body, fhir::version::r5) == "", got.body);
}

BOOST_AUTO_TEST_CASE(what_is_no_message_to_us_is_refused)
{
    const struct {
        const char* name;
        std::string target;
        std::string body;
        std::string_view text;
    } rows[] = {
        {"asynchronous", std::string{path} + "?async=true", message_of(), "answered at once"},
        {"another place for the answer", std::string{path} + "?response-url=http://a.example", message_of(), "at once"},
        {"a collection", std::string{path}, sample_named("accepted"), "type message"},
        {"no header", std::string{path}, R"({"resourceType":"Bundle","type":"message"})", "MessageHeader"},
        {"no id", std::string{path}, message_of(R"("resourceType":"MessageHeader")"), "no id"},
        {"a response",
         std::string{path},
         message_of(R"("resourceType":"MessageHeader","id":"m","response":{"identifier":"x","code":"ok"})"),
         "is a response"},
        {"Parameters", std::string{path}, R"({"resourceType":"Parameters"})", "takes a Bundle"},
        {"truncated", std::string{path}, message_of().substr(0, 500), ""},
        {"empty", std::string{path}, "", ""},
    };
    place here;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const response got = here.server.ask(post(row.target, row.body));
            BOOST_TEST(got.status == 400);
            BOOST_TEST(contains(got.body, "OperationOutcome"));
            BOOST_TEST(contains(got.body, row.text), got.body);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

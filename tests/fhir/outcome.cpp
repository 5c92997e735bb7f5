#include "fhir/outcome.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;

namespace {

std::string written(std::span<const issue> issues, const json::document& of, std::string_view id = {})
{
    std::string out;
    json::writer writer{out};
    write_outcome(writer, issues, of, id);
    return out;
}

std::string written(const fault& failed, std::string_view id = {})
{
    std::string out;
    json::writer writer{out};
    write_outcome(writer, failed, id);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outcome)

BOOST_AUTO_TEST_CASE(an_issue_has_its_place_its_codes_and_its_words)
{
    const given one{"{\"resourceType\":\"Claim\",\n  \"item\":[{\"servicedDate\":\"é\",\"sequence\": 7}]}"};
    const issue issues[] = {
        {severity::error,
         "business-rule",
         {{"http://x/finding", "no-primary"}, {"https://x12.org/c", "107"}},
         "What is \"wrong\".",
         "What mends it.",
         {&one.at("item/0/sequence"), &one.at("item/0/servicedDate")}}};
    BOOST_TEST(
        written(issues, one.document, "id-1") ==
        R"({"resourceType":"OperationOutcome","id":"id-1","issue":[{"extension":[)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line","valueInteger":2},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col","valueInteger":43},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source","valueString":"Marrow"},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id","valueString":"no-primary"}],)"
        R"("severity":"error","code":"business-rule","details":{"coding":[)"
        R"({"system":"http://x/finding","code":"no-primary"},{"system":"https://x12.org/c","code":"107"}],)"
        R"("text":"What is \"wrong\"."},"diagnostics":"What mends it.",)"
        R"("expression":["Claim.item[0].sequence","Claim.item[0].serviced"]}]})"
    );
}

BOOST_AUTO_TEST_CASE(what_an_issue_lacks_is_left_out)
{
    const given one{R"({"resourceType":"Claim"})"};
    const issue issues[] = {{severity::information, "informational", {}, "All is well.", "", {}}};
    BOOST_TEST(
        written(issues, one.document) ==
        R"({"resourceType":"OperationOutcome","issue":[{"extension":[)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source","valueString":"Marrow"}],)"
        R"("severity":"information","code":"informational","details":{"text":"All is well."}}]})"
    );
}

BOOST_AUTO_TEST_CASE(places_are_right_whatever_the_order_of_the_issues)
{
    const given lines{
        "\xEF\xBB\xBF{\"resourceType\":\"Claim\",\"id\":\"é\", \"use\":1,\n\"type\":2,\n\n \"item\":[3,\r\n4]}"};
    const json::value* elements[] = {
        &lines.at("item/1"), &lines.at("use"), &lines.root(), &lines.at("item/0"), &lines.at("type"), &lines.at("use")};
    std::vector<issue> issues;
    for (const json::value* element : elements)
        issues.push_back({severity::error, "value", {}, "Wrong.", "", {element}});
    const std::string text = written(issues, lines.document);
    const given read{text};
    for (std::size_t i = 0; i < std::size(elements); ++i) {
        BOOST_TEST_CONTEXT(i)
        {
            const position at = lines.document.locate(elements[i]->offset());
            const std::string extension = "issue/" + std::to_string(i) + "/extension/";
            BOOST_TEST(read.at(extension + "0/valueInteger").text() == std::to_string(at.line));
            BOOST_TEST(read.at(extension + "1/valueInteger").text() == std::to_string(at.column));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_fault_is_one_issue)
{
    const fault failed{fault_kind::malformed, "A comma is missing.", "for the log", position{10, 3, 4}};
    BOOST_TEST(
        written(failed, "id-2") ==
        R"({"resourceType":"OperationOutcome","id":"id-2","issue":[{"extension":[)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line","valueInteger":3},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col","valueInteger":4},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source","valueString":"Marrow"}],)"
        R"("severity":"fatal","code":"structure","details":{"text":"A comma is missing."}}]})"
    );
}

BOOST_AUTO_TEST_CASE(every_kind_of_fault_has_an_issue_type_and_a_severity)
{
    const struct {
        fault_kind kind;
        std::string_view type;
        std::string_view severity;
    } rows[] = {
        {fault_kind::malformed, "structure", "fatal"},
        {fault_kind::not_fhir, "structure", "fatal"},
        {fault_kind::too_large, "too-long", "error"},
        {fault_kind::not_supported, "not-supported", "error"},
        {fault_kind::not_acceptable, "not-supported", "error"},
        {fault_kind::not_found, "not-found", "error"},
        {fault_kind::not_allowed, "not-supported", "error"},
        {fault_kind::unreadable, "not-found", "error"},
        {fault_kind::usage, "invalid", "error"},
        {fault_kind::busy, "transient", "error"},
        {fault_kind::timed_out, "timeout", "error"},
        {fault_kind::internal, "exception", "error"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.type)
        {
            const given read{written(fault{row.kind, "Words.", "", {}})};
            BOOST_TEST(issue_type_of(row.kind) == row.type);
            BOOST_TEST(read.at("issue/0/code").text() == row.type);
            BOOST_TEST(read.at("issue/0/severity").text() == row.severity);
            BOOST_TEST(read.at("issue/0/extension").items().size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

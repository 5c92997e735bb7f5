#include "fhir/form.hpp"
#include "fhir/xml/write.hpp"
#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>

namespace marrow::adapter::test {

namespace {

std::string in_xml(const std::string& json)
{
    fhir::json::arena memory;
    const auto read = fhir::read(json, memory).value();
    std::string out;
    fhir::xml::write(out, read.document, read.release, true);
    return out;
}

/// Line and column are those of the bytes that were sent.
std::string without_places(const std::string& outcome)
{
    static const std::regex place{
        "\\{\\s*\"url\": \"[^\"]*operationoutcome-issue-(line|col)\",\\s*\"valueInteger\": [0-9]+\\s*\\},\\s*"};
    return std::regex_replace(outcome, place, "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands_on_xml)

BOOST_AUTO_TEST_CASE(each_sample_is_told_the_same_in_xml)
{
    const scratch files;
    std::size_t asked = 0;
    for (const sample& each : samples()) {
        if (!each.bytes.starts_with("{\n  \"resourceType\": \"Bundle\"")) continue;
        ++asked;
        const std::string json = files.write("sent.json", each.bytes);
        const std::string xml = files.write("sent.xml", in_xml(std::string{each.bytes}));
        const ran of_json = marrow({"check", "--format", "operationoutcome", json});
        const ran of_xml = marrow({"check", "--format", "operationoutcome", xml});
        BOOST_TEST_CONTEXT(each.name)
        {
            BOOST_TEST((of_json.status == of_xml.status));
            BOOST_TEST(without_places(of_json.out) == without_places(of_xml.out));
            BOOST_TEST(of_json.out.size() > without_places(of_json.out).size());
            BOOST_TEST(
                marrow({"lines", "-"}, files.read("sent.json")).out ==
                marrow({"lines", "-"}, files.read("sent.xml")).out
            );
            const std::string path = "Bundle.entry.resource.item.productOrService.coding.code";
            BOOST_TEST((marrow({"path", path, json}).status == marrow({"path", path, xml}).status));
        }
    }
    BOOST_TEST(asked > 10);
}

BOOST_AUTO_TEST_CASE(xml_that_cannot_be_read_is_told_with_its_place)
{
    const ran of = marrow({"check", "-"}, "<Claim xmlns=\"http://hl7.org/fhir\">\n<status></Claim>");
    BOOST_TEST((of.status == exit_status::findings));
    BOOST_TEST(of.out.find("stdin:2:9") != std::string::npos, of.out);
}

BOOST_AUTO_TEST_CASE(what_was_received_earlier_may_be_xml)
{
    const scratch files;
    const std::string procedure =
        R"({"resourceType":"Procedure","id":"p","status":"completed","subject":{"reference":"Patient/1"},"performedDateTime":"2026-03-01"})";
    const std::string claim =
        R"({"resourceType":"Claim","id":"c","status":"active","type":{"text":"t"},"use":"claim","patient":{"reference":"Patient/1"},"created":"2026-03-01","provider":{"reference":"Organization/1"},"priority":{"text":"p"},"insurance":[{"sequence":1,"focal":true,"coverage":{"reference":"Coverage/1"}}],"procedure":[{"sequence":1,"procedureReference":{"reference":"Procedure/p"}}],"item":[{"sequence":1,"procedureSequence":[1],"productOrService":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"27245"}]}}]})";
    const std::string sent = files.write("claim.json", claim);
    const std::string earlier_json = files.write("earlier.json", procedure);
    const std::string earlier_xml = files.write("earlier.xml", in_xml(procedure));
    const std::string alone = marrow({"check", sent}).out;
    const std::string after_json = marrow({"check", "--earlier", earlier_json, sent}).out;
    const std::string after_xml = marrow({"check", "--earlier", earlier_xml, sent}).out;
    BOOST_TEST(after_json != alone);
    BOOST_TEST(after_json == after_xml);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

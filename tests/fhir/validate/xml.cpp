#include "fhir/form.hpp"
#include "fhir/path.hpp"
#include "fhir/validate/validate.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir;

namespace {

std::string told_of(std::string_view content)
{
    const std::string xml = std::string{"<Patient xmlns=\"http://hl7.org/fhir\">"}.append(content).append("</Patient>");
    json::arena memory;
    const auto sent = read(xml, memory).value();
    const submission of{sent.document, sent.release};
    std::string out;
    for (const issue& each : validate::validate(of, {500}).issues) {
        out.append(out.empty() ? "" : "; ").append(each.codings.front().code).append(" ");
        out.append(path_to(sent.document, *each.at.front()));
        out.append(" ").append(std::to_string(sent.document.locate(each.pointed()->offset()).column - 38));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate_xml)

BOOST_AUTO_TEST_CASE(what_is_wrong_in_xml_is_told_in_its_terms)
{
    const struct {
        const char* name;
        std::string_view xml;
        std::string_view told;
    } rows[] = {
        {"nothing", R"(<id value="p"/><active value="true"/><birthDate value="1970"/>)", ""},
        {"an element out of order",
         R"(<birthDate value="1970"/><active value="true"/>)",
         "element-out-of-order Patient 25"},
        {"attributes in any order",
         R"(<extension url="http://a.example/b" id="e"><valueString value="v"/></extension>)",
         ""},
        {"one too often", R"(<birthDate value="1970"/><birthDate value="1971"/>)", "element-too-often Patient 0"},
        {"no boolean", R"(<active value="yes"/>)", "value-malformed Patient.active 0"},
        {"no number", R"(<multipleBirthInteger value="+1"/>)", "value-malformed Patient.multipleBirth 0"},
        {"an empty value", R"(<active value=""/>)", "value-empty Patient.active 0"},
        {"an empty element", R"(<birthDate/>)", "value-empty Patient.birthDate 0"},
        {"an empty one of several",
         R"(<name><given value="a"/><given/></name>)",
         "value-empty Patient.name[0].given[1] 24"},
        {"a value where elements belong", R"(<maritalStatus value="M"/>)", "object-expected Patient.maritalStatus 0"},
        {"an unknown element", R"(<wrong value="M"/>)", "element-unknown Patient 0"},
        {"an unknown element of a primitive",
         R"(<birthDate value="1970"><wrong value="M"/></birthDate>)",
         "element-unknown Patient.birthDate 24"},
        {"an unknown resource",
         R"(<contained><Wrong><id value="a"/></Wrong></contained>)",
         "contained-not-used Patient.contained[0] 11; resource-type-unknown Patient.contained[0] 12"},
        {"a narrative in no namespace",
         R"(<text><status value="generated"/><div>a</div></text>)",
         "narrative-no-div Patient.text.`div` 33"},
    };
    for (const auto& row : rows)
        BOOST_TEST(told_of(row.xml) == row.told, row.name << ": " << told_of(row.xml));
}

BOOST_AUTO_TEST_SUITE_END()

#include "fhir/xml/write.hpp"

#include "fhir/json/write.hpp"
#include "fhir/xml/parse.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir;

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string json_of(std::string_view xml, version release = version::r4)
{
    json::arena memory;
    const auto made = xml::parse(xml, memory, release).value();
    std::string out;
    json::writer{out}.copy(made.root(), made);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_write)

BOOST_AUTO_TEST_CASE(elements_stand_in_the_order_of_the_definition)
{
    const struct {
        std::string_view json;
        std::string_view xml;
    } rows[] = {
        {R"({"resourceType":"Patient"})", "<Patient xmlns=\"http://hl7.org/fhir\"/>"},
        {R"({"active":true,"id":"p","resourceType":"Patient"})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p\"/><active value=\"true\"/></Patient>"},
        {R"({"resourceType":"Patient","name":[{"given":["a",null,"c"],"_given":[null,{"id":"g"},null],"family":"f"}]})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"f\"/><given value=\"a\"/><given id=\"g\"/>"
         "<given value=\"c\"/></name></Patient>"},
        {R"({"resourceType":"Patient","_birthDate":{"extension":[{"valueDecimal":1.10,"url":"u","id":"e"}],"id":"b"},"birthDate":"1970"})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><birthDate id=\"b\" value=\"1970\"><extension id=\"e\" url=\"u\">"
         "<valueDecimal value=\"1.10\"/></extension></birthDate></Patient>"},
        {R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Claim"}},{"resource":{}}]})",
         "<Bundle xmlns=\"http://hl7.org/fhir\"><entry><resource><Claim/></resource></entry><entry><resource/></entry>"
         "</Bundle>"},
        {R"({"resourceType":"ExampleScenario","instance":[{"resourceType":"Patient"}]})",
         "<ExampleScenario xmlns=\"http://hl7.org/fhir\"><instance><resourceType value=\"Patient\"/></instance>"
         "</ExampleScenario>"},
        {R"({"resourceType":"Patient","contained":[{"resourceType":"Claim","id":"c"}]})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><contained><Claim><id value=\"c\"/></Claim></contained></Patient>"},
        {R"({"resourceType":"Patient","name":[{"text":"<\"&'>\n\t\u0001\uFFFEä"}]})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><name><text value=\"&lt;&quot;&amp;'&gt;&#xA;&#x9;\xC3\xA4\"/></name>"
         "</Patient>"},
        {R"({"resourceType":"Patient","text":{"div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a&nbsp;&amp;&#65;&x;</div>"}})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><text><div xmlns=\"http://www.w3.org/1999/xhtml\">a&#160;&amp;&#65;"
         "&amp;x;</div></text></Patient>"},
        {R"({"resourceType":"Patient","text":{"div":"</div><script>"}})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><text><div xmlns=\"http://www.w3.org/1999/xhtml\">&lt;/div&gt;"
         "&lt;script&gt;</div></text></Patient>"},
        {R"({"resourceType":"Patient","text":{"div":"<div title='a<b'/>"}})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><text><div xmlns=\"http://www.w3.org/1999/xhtml\">&lt;div "
         "title='a&lt;b'/&gt;</div></text></Patient>"},
        {R"({"resourceType":"Patient","text":{"div":"<p/>"}})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><text><div xmlns=\"http://www.w3.org/1999/xhtml\">&lt;p/&gt;</div>"
         "</text></Patient>"},
        {R"({"resourceType":"Patient","zeta":{"id":"z","of":[1,2]},"alpha":"a","not a name":1,"<x>":2,"gender":["a","b"],"name":[]})",
         "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"a\"/><gender value=\"b\"/><alpha value=\"a\"/>"
         "<zeta id=\"z\"><of value=\"1\"/><of value=\"2\"/></zeta></Patient>"},
    };
    for (const auto& row : rows)
        BOOST_TEST(xml::from_json(row.json, version::r4) == std::string{declaration}.append(row.xml));
}

BOOST_AUTO_TEST_CASE(it_is_indented_when_asked)
{
    const std::string_view json =
        R"({"resourceType":"Patient","text":{"status":"empty","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a\n b</div>"},"contained":[{"resourceType":"Claim"}],"name":[{"family":"f"}]})";
    const std::string_view xml = "<Patient xmlns=\"http://hl7.org/fhir\">\n"
                                 "  <text>\n"
                                 "    <status value=\"empty\"/>\n"
                                 "    <div xmlns=\"http://www.w3.org/1999/xhtml\">a\n b</div>\n"
                                 "  </text>\n"
                                 "  <contained>\n"
                                 "    <Claim/>\n"
                                 "  </contained>\n"
                                 "  <name>\n"
                                 "    <family value=\"f\"/>\n"
                                 "  </name>\n"
                                 "</Patient>";
    const std::string made = xml::from_json(json, version::r4, true);
    BOOST_TEST(made == std::string{declaration}.append(xml));
    BOOST_TEST(json_of(made) == json);
}

BOOST_AUTO_TEST_CASE(what_is_no_resource_makes_no_element)
{
    BOOST_TEST(xml::from_json(R"({"resourceType":"<x>"})", version::r4) == declaration);
    BOOST_CHECK_THROW(xml::from_json("{", version::r4), broken_invariant);
}

BOOST_AUTO_TEST_CASE(many_names_that_fhir_does_not_know_cost_little)
{
    std::string json = R"({"resourceType":"Patient")";
    for (int i = 0; i < 50'000; ++i)
        json.append(",\"a").append(std::to_string(i)).append("\":1");
    const std::string made = xml::from_json(json + "}", version::r4);
    BOOST_TEST(json_of(made).size() == json.size() + 1 + 2 * 50'000);
}

BOOST_AUTO_TEST_SUITE_END()

#include "fhir/xml/parse.hpp"

#include "fhir/json/write.hpp"
#include "fhir/path.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir;

namespace {

/// What a document of XML is in JSON.
struct read_xml {
    explicit read_xml(std::string_view xml, version release = version::r4)
        : text{xml}, made{xml::parse(text, memory, release).value()}
    {
    }

    std::string json() const
    {
        std::string out;
        json::writer{out}.copy(made.root(), made);
        return out;
    }

    std::string text;
    json::arena memory;
    json::document made;
};

std::string json_of(std::string_view xml, version release = version::r4)
{
    return read_xml{xml, release}.json();
}

/// In an element of the namespace of FHIR.
std::string resource(std::string_view type, std::string_view content)
{
    std::string out{"<"};
    out.append(type).append(" xmlns=\"http://hl7.org/fhir\">").append(content);
    return out.append("</").append(type).append(">");
}

fault fault_of(std::string_view xml, const json::limits& bounds = {})
{
    json::arena memory;
    const auto made = xml::parse(xml, memory, version::r4, bounds);
    BOOST_TEST_REQUIRE(made.has_error());
    return made.error();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_parse)

BOOST_AUTO_TEST_CASE(the_tree_is_that_of_the_json)
{
    const struct {
        std::string_view type;
        std::string_view xml;
        std::string_view json;
    } rows[] = {
        {"Patient", "", R"({"resourceType":"Patient"})"},
        {"Patient", R"(<id value="p"/>)", R"({"resourceType":"Patient","id":"p"})"},
        {"Patient", R"(<active value="true"/>)", R"({"resourceType":"Patient","active":true})"},
        {"Patient", R"(<active value="yes"/>)", R"({"resourceType":"Patient","active":"yes"})"},
        {"Patient",
         R"(<name><family value="A"/><given value="B"/><given value="C"/></name>)",
         R"({"resourceType":"Patient","name":[{"family":"A","given":["B","C"]}]})"},
        {"Patient", R"(<multipleBirthInteger value="3"/>)", R"({"resourceType":"Patient","multipleBirthInteger":3})"},
        {"Patient",
         R"(<multipleBirthInteger value="+3"/>)",
         R"({"resourceType":"Patient","multipleBirthInteger":"+3"})"},
        {"Claim",
         R"(<item><sequence value="1"/><quantity><value value="1.10"/></quantity></item>)",
         R"({"resourceType":"Claim","item":[{"sequence":1,"quantity":{"value":1.10}}]})"},
        {"Claim",
         R"(<item><sequence value="1"/><servicedDate value="2026-01-02"/></item>)",
         R"({"resourceType":"Claim","item":[{"sequence":1,"servicedDate":"2026-01-02"}]})"},
        {"Patient",
         R"(<birthDate id="b" value="1970"><extension url="http://e"><valueString value="x"/></extension></birthDate>)",
         R"({"resourceType":"Patient","birthDate":"1970","_birthDate":{"id":"b","extension":[{"url":"http://e","valueString":"x"}]}})"},
        {"Patient",
         R"(<birthDate><extension url="http://e"><valueString value="x"/></extension></birthDate>)",
         R"({"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://e","valueString":"x"}]}})"},
        {"HumanName",
         R"(<given value="a"/><given id="g"/><given value="c"/>)",
         R"({"resourceType":"HumanName","given":["a",null,"c"],"_given":[null,{"id":"g"},null]})"},
        {"HumanName", R"(<given id="g"/>)", R"({"resourceType":"HumanName","_given":[{"id":"g"}]})"},
        {"Patient", R"(<gender/>)", R"({"resourceType":"Patient","gender":""})"},
        {"Patient", R"(<gender value="a"/><gender value="b"/>)", R"({"resourceType":"Patient","gender":["a","b"]})"},
        {"Patient",
         R"(<contact id="c"><gender value="male"/></contact>)",
         R"({"resourceType":"Patient","contact":[{"id":"c","gender":"male"}]})"},
        {"Patient",
         R"(<contained><Organization><id value="o"/></Organization></contained><contained><Claim/></contained>)",
         R"({"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"},{"resourceType":"Claim"}]})"},
        {"Bundle",
         R"(<type value="collection"/><entry><fullUrl value="urn:a"/><resource><Claim><status value="active"/></Claim></resource></entry><entry><resource/></entry>)",
         R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:a","resource":{"resourceType":"Claim","status":"active"}},{"resource":{}}]})"},
        {"Patient",
         R"(<extension id="e" url="http://e"><extension url="n"><valueDecimal value="-0.50"/></extension></extension>)",
         R"({"resourceType":"Patient","extension":[{"id":"e","url":"http://e","extension":[{"url":"n","valueDecimal":-0.50}]}]})"},
        {"Patient",
         R"(<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p class="a">A &lt; <!-- </div> -->&#65; &amp;<br/></p></div></text>)",
         R"({"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a\">A &lt; <!-- </div> -->&#65; &amp;<br/></p></div>"}})"},
        {"Patient",
         R"(<text><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>A &amp; B</h:p></h:div></text>)",
         R"({"resourceType":"Patient","text":{"div":"<div xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><p>A &amp; B</p></div>"}})"},
        {"Patient",
         R"(<name><text value="&lt;&#x41;&#66;&gt; &amp;&quot;&apos;&#xE4;&#x1F600;"/></name>)",
         "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"<AB> &\\\"'\xC3\xA4\xF0\x9F\x98\x80\"}]}"},
        {"Patient",
         "<name><text value='a\r\nb\tc&#10;d&#x9;'/></name>",
         R"({"resourceType":"Patient","name":[{"text":"a b c\nd\t"}]})"},
        {"Patient",
         R"(<wrong value="1"/><other><gender value="a"/><gender value="b"/></other>)",
         R"({"resourceType":"Patient","wrong":"1","other":{"gender":["a","b"]}})"},
        {"Patient", R"(<maritalStatus value="M"/>)", R"({"resourceType":"Patient","maritalStatus":"M"})"},
        {"Patient", R"(<maritalStatus/>)", R"({"resourceType":"Patient","maritalStatus":{}})"},
        {"ExampleScenario",
         R"(<instance><resourceType value="Patient"/></instance>)",
         R"({"resourceType":"ExampleScenario","instance":[{"resourceType":"Patient"}]})"},
        {"Nothing", R"(<id value="x"/>)", R"({"resourceType":"Nothing","id":"x"})"},
    };
    for (const auto& row : rows)
        BOOST_TEST(json_of(resource(row.type, row.xml)) == row.json);
}

BOOST_AUTO_TEST_CASE(lists_are_those_of_the_release)
{
    const std::string r4 = resource("Claim", "<item><bodySite><text value=\"a\"/></bodySite></item>");
    BOOST_TEST(json_of(r4) == R"({"resourceType":"Claim","item":[{"bodySite":{"text":"a"}}]})");
    const std::string r5 = resource("Claim", "<item><bodySite><site/></bodySite></item>");
    BOOST_TEST(json_of(r5, version::r5) == R"({"resourceType":"Claim","item":[{"bodySite":[{"site":[{}]}]}]})");
}

BOOST_AUTO_TEST_CASE(declaration_comments_mark_and_prefixes_are_passed_over)
{
    const std::string_view expected = R"({"resourceType":"Patient","id":"p"})";
    for (const std::string_view xml :
         {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Patient xmlns='http://hl7.org/fhir'><id "
          "value='p'/></Patient>\n",
          "\xEF\xBB\xBF<?xml version=\"1.0\"?><Patient xmlns='http://hl7.org/fhir'><id value='p'/></Patient>",
          "<!-- a --><Patient xmlns='http://hl7.org/fhir'><!-- b --><id value='p'><!-- c --></id></Patient><!-- d -->",
          "<f:Patient xmlns:f='http://hl7.org/fhir'><f:id value='p'/></f:Patient>",
          "<Patient xmlns='http://hl7.org/fhir' xmlns:x='http://www.w3.org/2001/XMLSchema-instance' "
          "x:schemaLocation='a b'><id xmlns='http://hl7.org/fhir' value='p'/></Patient>"}) {
        BOOST_TEST(json_of(xml) == expected);
    }
}

BOOST_AUTO_TEST_CASE(a_value_lies_where_its_element_begins)
{
    const read_xml of{resource(
        "Patient",
        "\n<name><given value=\"a\"><extension url=\"u\"/></given><given id=\"x\"/><given value=\"c\"/></name>"
        "\n<birthDate value=\"1970\" id=\"y\"/><gender value=\"male\"/>"
    )};
    const std::string_view text = of.text;
    const json::value& root = of.made.root();
    const json::value& name = root.items()[1].items()[0];
    BOOST_TEST(root.offset() == 0);
    BOOST_TEST(root[json::name::resourceType].offset() == 1);
    BOOST_TEST(name.offset() == text.find("<name"));
    BOOST_TEST(name.items()[0].items()[2].offset() == text.find("<given value=\"c\""));
    BOOST_TEST(name.items()[1].items()[0].items()[0].offset() == text.find("<extension"));
    BOOST_TEST(name.items()[1].items()[1].items()[0].offset() == text.find("id=\"x\""));
    BOOST_TEST(of.made.locate(root.items()[2].offset()).line == 3);
    BOOST_TEST(of.made.locate(root.items()[2].offset()).column == 1);
}

BOOST_AUTO_TEST_CASE(each_value_has_its_path)
{
    const read_xml of{resource(
        "Patient",
        "<name><given value=\"a\"><extension url=\"u\"/></given><given id=\"x\"/><given value=\"c\"/></name>"
        "<birthDate value=\"1970\" id=\"y\"/><gender value=\"male\"/>"
    )};
    const json::value& root = of.made.root();
    const json::value& name = root.items()[1].items()[0];
    const json::value& given = name.items()[0];
    const json::value& beside = name.items()[1];
    const struct {
        const json::value& at;
        std::string_view path;
    } rows[] = {
        {root, "Patient"},
        {name, "Patient.name[0]"},
        {given, "Patient.name[0].given"},
        {beside, "Patient.name[0].given"},
        {given.items()[0], "Patient.name[0].given[0]"},
        {given.items()[1], "Patient.name[0].given[1]"},
        {given.items()[2], "Patient.name[0].given[2]"},
        {beside.items()[0].items()[0].items()[0], "Patient.name[0].given[0].extension[0]"},
        {beside.items()[1].items()[0], "Patient.name[0].given[1].id"},
        {beside.items()[2], "Patient.name[0].given[2]"},
        {root.items()[2], "Patient.birthDate"},
        {root.items()[3], "Patient.birthDate"},
        {root.items()[3].items()[0], "Patient.birthDate.id"},
        {root.items()[4], "Patient.gender"},
    };
    for (const auto& row : rows)
        BOOST_TEST(path_to(of.made, row.at) == row.path);
}

BOOST_AUTO_TEST_CASE(what_is_no_fhir_in_xml_is_refused_with_its_place)
{
    using namespace std::string_view_literals;
    const struct {
        std::string_view xml;
        std::uint32_t line;
        std::uint32_t column;
        std::string_view says;
    } rows[] = {
        {"", 1, 1, "The input has no element."},
        {"<!-- -->", 1, 9, "The input has no element."},
        {"<Patient", 1, 9, "The input ends where"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='p'/>", 1, 53, "The input ends before the element does."},
        {"<Patient xmlns='http://hl7.org/fhir'>\n<id value='p'></Patient>", 2, 15, "This end tag is not that of"},
        {"<Patient xmlns='http://hl7.org/fhir' id=p/>", 1, 41, "an attribute"},
        {"<Patient xmlns='http://hl7.org/fhir'/><Patient/>", 1, 39, "Nothing may follow"},
        {"<Patient xmlns='http://hl7.org/fhir'/>x", 1, 39, "Text stands outside"},
        {"\n<?xml version='1.0'?><Patient xmlns='http://hl7.org/fhir'/>", 2, 1, "at the very beginning"},
        {"<?xml version='1.0' encoding='iso-8859-1'?><Patient/>", 1, 1, "not UTF-8"},
        {"<!DOCTYPE Patient [<!ENTITY a \"b\">]><Patient xmlns='http://hl7.org/fhir'/>", 1, 1, "document type"},
        {"<?php x?><Patient xmlns='http://hl7.org/fhir'/>", 1, 1, "A processing instruction"},
        {"\xFF\xFE<\0"sv, 1, 1, "UTF-16"},
        {"<\0P\0"sv, 1, 1, "UTF-16"},
        {"<Patient xmlns='http://hl7.org/fhir'>\n\xC3</Patient>", 2, 1, "no character"},
        {"<Patient xmlns='http://hl7.org/fhir'>\x01</Patient>", 1, 38, "no character"},
        {"<Patient xmlns='http://hl7.org/fhir'>\xEF\xBF\xBE</Patient>", 1, 38, "no character"},
        {"<Patient xmlns='http://hl7.org/fhir'>a\0b</Patient>"sv, 1, 39, "no character"},
        {"<Patient/>", 1, 1, "not in the namespace of FHIR"},
        {"<Patient xmlns='urn:hl7-org:v3'/>", 1, 1, "not in the namespace of FHIR"},
        {"<f:Patient/>", 1, 1, "not in the namespace of FHIR"},
        {"<Patient xmlns='http://hl7.org/fhir'><id xmlns='' value='p'/></Patient>", 1, 38, "not in the namespace"},
        {"<Patient xmlns='http://hl7.org/fhir' id='p'/>", 1, 1, "A resource has no attributes in XML"},
        {"<Patient xmlns='http://hl7.org/fhir' class='p'/>", 1, 38, "FHIR has no such attribute"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='p' value='q'/></Patient>", 1, 52, "value stands twice"},
        {"<Patient xmlns='http://hl7.org/fhir'><name url='p'/></Patient>", 1, 44, "no attribute url"},
        {"<Patient xmlns='http://hl7.org/fhir'>text</Patient>", 1, 38, "no text"},
        {"<Patient xmlns='http://hl7.org/fhir'><![CDATA[text]]></Patient>", 1, 47, "no text"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='p'>t</id></Patient>", 1, 52, "no text"},
        {"<Patient xmlns='http://hl7.org/fhir'><?a b?></Patient>", 1, 38, "no text, and no instruction"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='&nbsp;'/></Patient>", 1, 49, "no other entity"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='&#0;'/></Patient>", 1, 49, "no other entity"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='&#xD800;'/></Patient>", 1, 49, "no other entity"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='&#99999999999;'/></Patient>", 1, 49, "no other entity"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='a & b'/></Patient>", 1, 51, "no other entity"},
        {"<Patient xmlns='http://hl7.org/fhir'><id value='a<b'/></Patient>", 1, 50, "A < within a value"},
        {"<Patient xmlns='http://hl7.org/fhir'><_id value='a'/></Patient>", 1, 38, "one of JSON's own"},
        {"<Patient xmlns='http://hl7.org/fhir'><resourceType value='a'/></Patient>", 1, 38, "one of JSON's own"},
        {"<Patient xmlns='http://hl7.org/fhir'><extension><url value='a'/></extension></Patient>",
         1,
         49,
         "Extension.url is an attribute in XML"},
        {"<Patient xmlns='http://hl7.org/fhir'><contained>a</contained></Patient>", 1, 38, "One resource stands"},
        {"<Patient xmlns='http://hl7.org/fhir'><contained><Claim/><Claim/></contained></Patient>",
         1,
         38,
         "One resource"},
        {"<Patient xmlns='http://hl7.org/fhir'><name/>\n<gender value='male'/><name/></Patient>",
         2,
         23,
         "stand together"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.xml)
        {
            const fault told = fault_of(row.xml);
            BOOST_TEST((told.kind == fault_kind::malformed));
            BOOST_TEST(told.text.find(row.says) != std::string::npos, told.text);
            BOOST_TEST_REQUIRE(told.at.has_value());
            BOOST_TEST(told.at->line == row.line);
            BOOST_TEST(told.at->column == row.column);
        }
    }
}

BOOST_AUTO_TEST_CASE(size_depth_attributes_and_names_are_bounded)
{
    const auto nested = [](std::size_t depth) {
        std::string out;
        for (std::size_t i = 0; i < depth; ++i)
            out += "<a>";
        for (std::size_t i = 0; i < depth; ++i)
            out += "</a>";
        return resource("Patient", out);
    };
    BOOST_TEST(!json_of(nested(63)).empty());
    BOOST_TEST((fault_of(nested(64)).kind == fault_kind::too_large));
    BOOST_TEST((fault_of(nested(1'000'000)).kind == fault_kind::too_large));
    BOOST_TEST((fault_of(resource("Patient", ""), {.depth = 64, .bytes = 10}).kind == fault_kind::too_large));

    std::string many{"<Patient"};
    for (int i = 0; i < 100'000; ++i)
        many.append(" xmlns:a").append(std::to_string(i)).append("='http://hl7.org/fhir'");
    BOOST_TEST(fault_of(many + "/>").text.find("more attributes") != std::string::npos);
    const auto declared = [](unsigned count) {
        std::string out;
        for (unsigned i = 0; i < count; ++i)
            out.append(" xmlns:a").append(std::to_string(i)).append("='b'");
        return out;
    };
    const std::string root = "<Patient xmlns='http://hl7.org/fhir'";
    BOOST_TEST(!json_of(root + declared(31) + "/>").empty());
    BOOST_TEST(!fault_of(root + declared(32) + "/>").text.empty());
    BOOST_TEST(!json_of(root + "><name" + declared(8) + "/></Patient>").empty());
    BOOST_TEST(!fault_of(root + "><name" + declared(9) + "/></Patient>").text.empty());

    std::string names;
    for (int i = 0; i < 70'000; ++i)
        names.append("<a").append(std::to_string(i)).append("/>");
    BOOST_TEST((fault_of(resource("Patient", names)).kind == fault_kind::too_large));
}

BOOST_AUTO_TEST_CASE(a_truncated_input_is_refused_wherever_it_ends)
{
    const std::string whole = resource(
        "Patient",
        "<text><div xmlns=\"http://www.w3.org/1999/xhtml\"><p a='b'>x<!-- c --></p></div></text>"
        "<name><given value=\"&lt;\"><extension url=\"u\"/></given></name>"
    );
    BOOST_TEST(!json_of(whole).empty());
    for (std::size_t size = 0; size < whole.size(); ++size)
        fault_of(whole.substr(0, size));
}

BOOST_AUTO_TEST_SUITE_END()

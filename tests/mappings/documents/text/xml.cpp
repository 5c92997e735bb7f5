#include "readers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_xml)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

namespace {

std::string cda(std::string_view code, std::string_view text, std::string_view prefix = "")
{
    const std::string p{prefix};
    const std::string ns = p.empty() ? "xmlns" : "xmlns:" + p.substr(0, p.size() - 1);
    std::string out = "<?xml version=\"1.0\"?><" + p + "ClinicalDocument " + ns + "=\"urn:hl7-org:v3\"><" + p +
                      "recordTarget><" + p + "name>Antibiotic nail</" + p + "name></" + p + "recordTarget>";
    out += "<" + p + "component><" + p + "structuredBody><" + p + "component><" + p + "section><" + p + "code code=\"";
    out += std::string{code} + "\" codeSystem=\"2.16.840.1.113883.6.1\"/><" + p + "text>" + std::string{text} + "</" +
           p + "text></" + p + "section></" + p + "component></" + p + "structuredBody></" + p + "component></" + p +
           "ClinicalDocument>";
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_cda_document_is_read_from_its_body_on)
{
    const auto read =
        text_of("application/hl7-v3+xml", cda("59776-5", "<paragraph>In the <content>canal</content></paragraph>"));
    BOOST_TEST(squeezed(read.value().text) == "In the canal");
    BOOST_TEST(!read->indications);
    BOOST_TEST(
        squeezed(text_of("text/xml", cda("59776-5", "<list><item>a</item><item>b</item></list>", "cda:")).value().text
        ) == "a | b"
    );
}

BOOST_AUTO_TEST_CASE(a_section_of_indications_counts_when_it_says_something)
{
    const struct {
        std::string_view code;
        std::string_view text;
        bool indications;
    } rows[] = {
        {"59768-2", "Therapy completed", true},
        {"10217-8", "<paragraph>Therapy completed</paragraph>", true},
        {"59768-2", " <paragraph> </paragraph> ", false},
        {"59768-2", "", false},
        {"59776-5", "Therapy completed", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.code << " " << row.text)
        {
            BOOST_TEST(text_of("application/cda+xml", cda(row.code, row.text)).value().indications == row.indications);
            BOOST_TEST(text_of("text/xml", cda(row.code, row.text, "v3:")).value().indications == row.indications);
        }
    }
}

BOOST_AUTO_TEST_CASE(text_after_a_section_of_indications_is_none)
{
    const std::string two =
        "<section><code code=\"59768-2\"/><text></text></section><section><text>other</text></section>";
    BOOST_TEST(!text_of("text/xml", "<a>" + two + "</a>").value().indications);
}

BOOST_AUTO_TEST_CASE(other_xml_is_read_whole)
{
    BOOST_TEST(
        squeezed(text_of("application/xml", "<r><x>one</x><y>two <i>three</i></y></r>").value().text) ==
        "one | two three"
    );
    BOOST_TEST(squeezed(text_of("text/xml", "<r><![CDATA[a < b]]></r>").value().text) == "a < b");
    BOOST_TEST(squeezed(text_of("text/xml; charset=iso-8859-1", "<r>N\xE4gel</r>").value().text) == "N\xC3\xA4gel");
    BOOST_TEST(
        squeezed(text_of("text/xml", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><r>N\xE4gel</r>").value().text) ==
        "N\xC3\xA4gel"
    );
}

BOOST_AUTO_TEST_CASE(what_is_no_xml_is_not_read)
{
    for (const std::string_view text : {"", "no xml", "<a><b></a>", "<a"})
        BOOST_TEST(!text_of("text/xml", std::string{text}).has_value());
}

BOOST_AUTO_TEST_CASE(entities_of_a_doctype_are_not_expanded_or_fetched)
{
    const auto read = text_of(
        "text/xml",
        "<!DOCTYPE r [<!ENTITY a \"nail\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM "
        "\"file:///etc/hostname\">]><r>&b;&f;</r>"
    );
    BOOST_TEST(squeezed(read.value().text) == "&b;&f;");
}

BOOST_AUTO_TEST_CASE(deep_nesting_costs_no_stack_and_too_much_is_refused)
{
    std::string deep;
    for (int i = 0; i < 500'000; ++i)
        deep += "<a>";
    deep += "nail";
    for (int i = 0; i < 500'000; ++i)
        deep += "</a>";
    BOOST_TEST(squeezed(text_of("text/xml", deep).value().text) == "nail");
    BOOST_TEST(!text_of("text/xml", "<r>" + std::string(9u << 20, ' ') + "</r>").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

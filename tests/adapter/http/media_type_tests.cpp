#include "adapter/http/media_type.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using adapter::http::negotiate;
using adapter::http::read_content_type;

namespace {

/// "-": refused; "any": no release named.
std::string sent(std::string_view type, std::string_view body, bool is_strict = false)
{
    const auto read = read_content_type(type, body, is_strict);
    if (!read) return "-";
    const bool is_xml = adapter::http::form_of_body(type, body) == fhir::form::xml;
    return (read->release ? std::string{fhir::name_of(*read->release)} : "any") + (read->is_guessed ? " guessed" : "") +
           (is_xml ? " xml" : "");
}

std::string wanted(std::string_view accept, std::string_view query)
{
    const auto read = negotiate(accept, query);
    if (!read) return "-";
    return (read->release ? std::string{fhir::name_of(*read->release)} : "any") + (read->pretty ? " pretty" : "") +
           (!read->form                      ? ""
            : *read->form == fhir::form::xml ? " xml"
                                             : " json");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(media_type)

BOOST_AUTO_TEST_CASE(content_types_that_are_json_or_xml_are_read)
{
    struct {
        const char* type;
        const char* body;
        const char* expected;
    } const rows[] = {
        {"application/fhir+json", "{}", "any"},
        {"Application/FHIR+JSON ; charset=UTF-8", "{}", "any"},
        {"application/json;charset=\"utf-8\"", "{}", "any"},
        {"text/json", "{}", "any"},
        {"application/json+fhir", "{}", "any"},
        {"application/fhir+json; fhirVersion=4.0", "{}", "4.0"},
        {"application/fhir+json; fhirVersion=\"4.3\"", "{}", "4.3"},
        {"application/fhir+json;fhirversion=5.0;charset=utf-8", "{}", "5.0"},
        {"application/fhir+json", "", "any"},
        {"application/fhir+json", "MSH|", "any"},
        {"", " \r\n\t{", "any guessed"},
        {"text/plain; charset=UTF-8", "\xEF\xBB\xBF[", "any guessed"},
        {"text/plain", "", "any guessed"},
        {"", "", "any"},
        {"text/plain", "<Bundle", "any guessed xml"},
        {"", "\xEF\xBB\xBF\n<?xml", "any guessed xml"},
        {"", "MSH|", "-"},
        {"application/fhir+xml", "<", "any xml"},
        {"application/fhir+xml", "", "any xml"},
        {"Application/XML; charset=utf-8", " <", "any xml"},
        {"text/xml; fhirVersion=5.0", "\xEF\xBB\xBF<", "5.0 xml"},
        {"application/xml+fhir", "<", "any xml"},
        {"application/fhir+xml; charset=utf-16", "<", "-"},
        {"application/xml", "{", "-"},
        {"application/json", "<", "-"},
        {"application/fhir+xml", "MSH|", "-"},
        {"xml", "<", "-"},
        {"json", "{", "-"},
        {"text/html", "<", "-"},
        {"application/x-www-form-urlencoded", "{", "-"},
        {"application/fhir+json; charset=utf-16", "{", "-"},
        {"application/fhir+json; fhirVersion=3.0", "{", "-"},
        {"application/fhir+json-patch", "{", "-"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.type << " " << row.body)
    BOOST_TEST(sent(row.type, row.body) == row.expected);
    BOOST_TEST(sent("text/plain", "{", true) == "-");
    BOOST_TEST(sent("", "<", true) == "-");
    BOOST_TEST(sent("application/json", "{", true) == "any");
    BOOST_TEST(
        read_content_type("text/csv", "<", false).error().text.find("application/fhir+xml") != std::string::npos
    );
    BOOST_TEST((read_content_type("application/xml", "{", false).error().kind == fhir::fault_kind::malformed));
}

BOOST_AUTO_TEST_CASE(the_form_is_that_which_is_accepted_most)
{
    struct {
        const char* accept;
        const char* query;
        const char* expected;
    } const rows[] = {
        {"", "", "any"},
        {"*/*", "", "any"},
        {"application/*", "", "any"},
        {"application/fhir+json", "", "any json"},
        {"application/fhir+xml", "", "any xml"},
        {"text/xml", "", "any xml"},
        {"application/xml;charset=utf-8", "", "any xml"},
        {"text/html, application/xml;q=0.9, */*;q=0.8", "", "any xml"},
        {"application/fhir+xml, application/json;q=0.5", "", "any xml"},
        {"application/fhir+xml;q=0.4, application/json;q=0.5", "", "any json"},
        {"application/fhir+xml, application/fhir+json", "", "any xml"},
        {"application/json, application/xml", "", "any json"},
        {"*/*, application/xml", "", "any xml"},
        {"*/*, application/json", "", "any json"},
        {"*/*;q=0.1, application/xml;q=0.1", "", "any xml"},
        {"text/*, application/*", "", "any"},
        {"application/fhir+json; fhirVersion=5.0", "", "5.0 json"},
        {"application/fhir+xml; fhirVersion=\"5.0\"", "", "5.0 xml"},
        {"application/fhir+json;charset=utf-8;fhirVersion=4.3", "", "4.3 json"},
        {"application/fhir+json; fhirVersion=3.0, application/fhir+json; fhirVersion=4.0", "", "4.0 json"},
        {"application/fhir+xml; fhirVersion=3.0, application/fhir+json; fhirVersion=4.0", "", "4.0 json"},
        {"application/fhir+json; fhirVersion=3.0", "", "-"},
        {"application/fhir+json; charset=iso-8859-1", "", "-"},
        {"application/json;q=0", "", "-"},
        {"application/json;q=0.000", "", "-"},
        {"application/json;q=0, application/xml;q=0", "", "-"},
        {"application/json;q=0.001", "", "any json"},
        {"*/*, application/fhir+json;q=0", "", "any xml"},
        {"*/*, application/fhir+xml;q=0", "", "any json"},
        {"application/*;q=0, */*", "", "-"},
        {"*/*;q=0, application/json", "", "any json"},
        {"application/fhir+json; fhirVersion=5.0; q=0.5, application/json; fhirVersion=4.3", "", "4.3 json"},
        {"text/html", "", "-"},
        {"xml, json", "", "-"},
        {"application/fhir+xml", "_format=json", "any json"},
        {"application/fhir+xml", "_format=application/fhir+json&_pretty=true", "any pretty json"},
        {"", "_format=application%2Ffhir%2Bjson", "any json"},
        {"", "_format=application%2Ffhir%2Bxml", "any xml"},
        {"application/json", "_format=application/fhir+xml", "any xml"},
        {"application/json", "_format=application/fhir xml", "any xml"},
        {"", "_format=application/xml", "any xml"},
        {"", "_format=text/xml", "any xml"},
        {"", "_format=text/json;fhirVersion=5.0", "5.0 json"},
        {"", "_pretty=true&_format=xml", "any pretty xml"},
        {"application/json", "_format=ttl", "-"},
        {"", "_format=html", "-"},
        {"", "_format=application/json+fhir", "any json"},
        {"", "_format=json;fhirVersion=3.0", "-"},
        {"", "_pretty=false", "any"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.accept << " ? " << row.query) BOOST_TEST(wanted(row.accept, row.query) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()

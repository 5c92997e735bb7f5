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
    return (read->release ? std::string{fhir::name_of(*read->release)} : "any") + (read->is_guessed ? " guessed" : "");
}

std::string wanted(std::string_view accept, std::string_view query)
{
    const auto read = negotiate(accept, query);
    if (!read) return "-";
    return (read->release ? std::string{fhir::name_of(*read->release)} : "any") + (read->pretty ? " pretty" : "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(media_type)

BOOST_AUTO_TEST_CASE(content_types_that_are_json_are_read)
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
        {"", " \r\n\t{", "any guessed"},
        {"text/plain; charset=UTF-8", "\xEF\xBB\xBF[", "any guessed"},
        {"text/plain", "", "any guessed"},
        {"", "", "any"},
        {"text/plain", "<Bundle", "-"},
        {"", "MSH|", "-"},
        {"application/fhir+xml", "<", "-"},
        {"application/xml", "{", "-"},
        {"application/x-www-form-urlencoded", "{", "-"},
        {"application/fhir+json; charset=utf-16", "{", "-"},
        {"application/fhir+json; fhirVersion=3.0", "{", "-"},
        {"application/fhir+json-patch", "{", "-"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.type << " " << row.body)
    BOOST_TEST(sent(row.type, row.body) == row.expected);
    BOOST_TEST(sent("text/plain", "{", true) == "-");
    BOOST_TEST(sent("", "{", true) == "-");
    BOOST_TEST(sent("application/json", "{", true) == "any");
    BOOST_TEST(
        read_content_type("text/xml", "<", false).error().text.find("application/fhir+json") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(json_is_given_to_whom_accepts_it)
{
    struct {
        const char* accept;
        const char* query;
        const char* expected;
    } const rows[] = {
        {"", "", "any"},
        {"*/*", "", "any"},
        {"application/*", "", "any"},
        {"application/fhir+json", "", "any"},
        {"text/html, application/xml;q=0.9, */*;q=0.8", "", "any"},
        {"application/fhir+xml, application/json;q=0.5", "", "any"},
        {"application/fhir+json; fhirVersion=5.0", "", "5.0"},
        {"application/fhir+json;charset=utf-8;fhirVersion=4.3", "", "4.3"},
        {"application/fhir+json; fhirVersion=3.0, application/fhir+json; fhirVersion=4.0", "", "4.0"},
        {"application/fhir+json; fhirVersion=3.0", "", "-"},
        {"application/fhir+json; charset=iso-8859-1", "", "-"},
        {"application/json;q=0", "", "-"},
        {"application/json;q=0.000", "", "-"},
        {"application/json;q=0.001", "", "any"},
        {"*/*, application/fhir+json;q=0", "", "-"},
        {"application/*;q=0, */*", "", "-"},
        {"*/*;q=0, application/json", "", "any"},
        {"application/fhir+json; fhirVersion=5.0; q=0.5, application/json; fhirVersion=4.3", "", "4.3"},
        {"text/html", "", "-"},
        {"application/fhir+xml", "", "-"},
        {"application/fhir+xml", "_format=json", "any"},
        {"application/fhir+xml", "_format=application/fhir+json&_pretty=true", "any pretty"},
        {"", "_format=application%2Ffhir%2Bjson", "any"},
        {"", "_format=text/json;fhirVersion=5.0", "5.0"},
        {"", "_pretty=true&_format=xml", "-"},
        {"application/json", "_format=ttl", "-"},
        {"", "_format=application/json+fhir", "any"},
        {"", "_format=json;fhirVersion=3.0", "-"},
        {"", "_pretty=false", "any"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.accept << " ? " << row.query) BOOST_TEST(wanted(row.accept, row.query) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()

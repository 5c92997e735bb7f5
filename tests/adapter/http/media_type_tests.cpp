#include "adapter/http/media_type.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using adapter::http::negotiate;
using adapter::http::read_content_type;

namespace {

/// "-": refused; "any": no release named.
std::string sent(std::string_view type, std::string_view encoding, std::string_view body)
{
    const auto read = read_content_type(type, encoding, body);
    if (!read) return "-";
    return *read ? std::string{fhir::name_of(**read)} : "any";
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
        const char* encoding;
        const char* body;
        const char* expected;
    } const rows[] = {
        {"application/fhir+json", "", "{}", "any"},
        {"Application/FHIR+JSON ; charset=UTF-8", "", "{}", "any"},
        {"application/json;charset=\"utf-8\"", "identity", "{}", "any"},
        {"text/json", "", "{}", "any"},
        {"application/json+fhir", "", "{}", "any"},
        {"application/fhir+json; fhirVersion=4.0", "", "{}", "4.0"},
        {"application/fhir+json; fhirVersion=\"4.3\"", "", "{}", "4.3"},
        {"application/fhir+json;fhirversion=5.0;charset=utf-8", "", "{}", "5.0"},
        {"", "", " \r\n\t{", "any"},
        {"text/plain; charset=UTF-8", "", "\xEF\xBB\xBF[", "any"},
        {"text/plain", "", "", "any"},
        {"text/plain", "", "<Bundle", "-"},
        {"", "", "MSH|", "-"},
        {"application/fhir+xml", "", "<", "-"},
        {"application/xml", "", "{", "-"},
        {"application/x-www-form-urlencoded", "", "{", "-"},
        {"application/fhir+json; charset=utf-16", "", "{", "-"},
        {"application/fhir+json; fhirVersion=3.0", "", "{", "-"},
        {"application/fhir+json", "gzip", "{", "-"},
        {"application/fhir+json-patch", "", "{", "-"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.type << " " << row.body)
    BOOST_TEST(sent(row.type, row.encoding, row.body) == row.expected);
    BOOST_TEST(read_content_type("text/xml", "", "<").error().text.find("application/fhir+json") != std::string::npos);
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
        {"text/html", "", "-"},
        {"application/fhir+xml", "", "-"},
        {"application/fhir+xml", "_format=json", "any"},
        {"application/fhir+xml", "_format=application/fhir+json&_pretty=true", "any pretty"},
        {"", "_format=application%2Ffhir%2Bjson", "any"},
        {"", "_format=text/json;fhirVersion=5.0", "5.0"},
        {"", "_pretty=true&_format=xml", "-"},
        {"application/json", "_format=ttl", "-"},
        {"", "_pretty=false", "any"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.accept << " ? " << row.query) BOOST_TEST(wanted(row.accept, row.query) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()

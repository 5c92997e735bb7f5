#include "adapter/http/router.hpp"
#include "adapter/http/target.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::adapter::http;

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(a_path_leads_to_its_route_in_every_spelling)
{
    struct {
        method asked;
        const char* path;
        const char* route;
    } const rows[] = {
        {method::post, "/fhir", "/fhir"},
        {method::post, "/fhir/", "/fhir"},
        {method::post, "/fhir/Claim/", "/fhir/Claim"},
        {method::post, "/fhir/Bundle/$validate", "/fhir/Bundle/$validate"},
        {method::post, "/fhir/Bundle/%24validate", "/fhir/Bundle/$validate"},
        {method::post, "/fhir/$cpt-lines/", "/fhir/$cpt-lines"},
        {method::get, "/fhir/metadata", "/fhir/metadata"},
        {method::get, "/fhir/CodeSystem/finding", "/fhir/CodeSystem/finding"},
        {method::get, "/fhir/OperationOutcome/a-1.b", "/fhir/OperationOutcome/{id}"},
        {method::get, "/fhir/OperationOutcome/a/", "/fhir/OperationOutcome/{id}"},
        {method::get, "/fhir/OperationOutcome/", "/fhir/OperationOutcome"},
        {method::get, "/fhir/OperationOutcome/a/_history", "/fhir/OperationOutcome/{id}/_history"},
        {method::get, "/fhir/OperationOutcome/a/_history/2", "/fhir/OperationOutcome/{id}/_history/{version}"},
        {method::get, "/fhir/Claim/a/_history/1", "/fhir/Claim/{id}/_history/{version}"},
        {method::get, "/fhir/Claim/a", "/fhir/Claim/{id}"},
        {method::get, "/fhir/CodeSystem/structure", "/fhir/CodeSystem/structure"},
        {method::get, "/livez", "/livez"},
    };
    for (const auto& row : rows) {
        const auto found = find_route(all_routes(), row.asked, row.path);
        BOOST_TEST_CONTEXT(row.path)
        {
            BOOST_REQUIRE(found.has_value());
            BOOST_TEST((*found)->path == row.route);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_told_from_what_takes_another_method)
{
    struct {
        method asked;
        const char* path;
        fhir::fault_kind kind;
        const char* allow;
    } const rows[] = {
        {method::get, "/", fhir::fault_kind::not_found, ""},
        {method::post, "/fhir//", fhir::fault_kind::not_found, ""},
        {method::post, "/FHIR", fhir::fault_kind::not_found, ""},
        {method::post, "/fhir/Patient", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir/../livez", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir%2Fmetadata%00", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir/OperationOutcome/a/_past", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir/OperationOutcome//_history", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir/OperationOutcome/a/_history/1/2", fhir::fault_kind::not_found, ""},
        {method::get, "/fhir/Claim", fhir::fault_kind::not_allowed, "POST, OPTIONS"},
        {method::post, "/fhir/OperationOutcome", fhir::fault_kind::not_allowed, "GET, HEAD, OPTIONS"},
        {method::post, "/fhir/OperationOutcome/a", fhir::fault_kind::not_allowed, "GET, HEAD, OPTIONS"},
        {method::get, "/fhir", fhir::fault_kind::not_allowed, "POST, OPTIONS"},
        {method::other, "/fhir/Claim", fhir::fault_kind::not_allowed, "POST, OPTIONS"},
        {method::post, "/fhir/metadata", fhir::fault_kind::not_allowed, "GET, HEAD, OPTIONS"},
    };
    for (const auto& row : rows) {
        const auto found = find_route(all_routes(), row.asked, row.path);
        BOOST_TEST_CONTEXT(row.path)
        {
            BOOST_REQUIRE(!found.has_value());
            BOOST_TEST((found.error().kind == row.kind));
            BOOST_TEST(allowed_methods(all_routes(), row.path) == row.allow);
        }
    }
}

BOOST_AUTO_TEST_CASE(who_asks_for_what_is_not_there_is_told_what_is)
{
    const std::string text = find_route(all_routes(), method::post, "/fhir/Patient").error().text;
    for (const route& one : all_routes())
        BOOST_TEST_CONTEXT(one.path) BOOST_TEST(text.find(one.path) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_target_is_split)
{
    struct {
        const char* text;
        const char* authority;
        const char* path;
        const char* query;
    } const rows[] = {
        {"/fhir", "", "/fhir", ""},
        {"/fhir?a=b?c", "", "/fhir", "a=b?c"},
        {"http://host:1/fhir?x", "host:1", "/fhir", "x"},
        {"HTTPS://host", "host", "/", ""},
        {"http://host?x", "host", "/", "x"},
        {"ftp://host/", "", "", ""},
        {"*", "", "", ""},
        {"", "", "", ""},
    };
    for (const auto& row : rows) {
        const target parts = split_target(row.text);
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_TEST(parts.authority == row.authority);
            BOOST_TEST(parts.path == row.path);
            BOOST_TEST(parts.query == row.query);
        }
    }
}

BOOST_AUTO_TEST_CASE(parameters_of_a_query_are_decoded)
{
    BOOST_TEST(query_value("a=1&b=%41+%2b&c", "b") == "A +");
    BOOST_TEST(query_value("a=1&b=2", "c") == "");
    BOOST_TEST(query_value("ab=1&b=2&b=3", "b") == "2");
    BOOST_TEST(query_value("a", "a") == "");
    const std::vector<std::string> both{"2", "3 4"};
    BOOST_TEST(query_values("ab=1&b=2&b=3+4", "b") == both, boost::test_tools::per_element());
    BOOST_TEST(query_values("ab=1", "b").empty());
    BOOST_TEST(percent_decoded("%4") == "%4");
    BOOST_TEST(percent_decoded("%zz%41") == "%zzA");
}

BOOST_AUTO_TEST_SUITE_END()

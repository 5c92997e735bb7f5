#include "fhir/issue.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;

BOOST_AUTO_TEST_SUITE(issue_severity)

BOOST_AUTO_TEST_CASE(severities_have_the_codes_of_fhir_and_nothing_else_is_one)
{
    const struct {
        severity level;
        std::string_view code;
    } rows[] = {
        {severity::fatal, "fatal"},
        {severity::error, "error"},
        {severity::warning, "warning"},
        {severity::information, "information"},
    };
    for (const auto& row : rows) {
        BOOST_TEST(name_of(row.level) == row.code);
        BOOST_TEST((severity_from(row.code) == row.level));
    }
    for (const std::string_view other : {"", "Error", "warn", "errors", "success"})
        BOOST_TEST(!severity_from(other), other);
}

BOOST_AUTO_TEST_SUITE_END()

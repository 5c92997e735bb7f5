#include "known_tables.hpp"
#include "mappings/tables.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::mappings {

BOOST_FIXTURE_TEST_SUITE(policy_, known_tables)

BOOST_AUTO_TEST_CASE(nothing_said_is_the_default)
{
    const auto parsed = policy::parse("", known);
    BOOST_REQUIRE(parsed);
    BOOST_TEST(parsed->severities.empty());
    BOOST_TEST(!parsed->all_add_ons);
    BOOST_TEST(parsed->max_issues == 500u);
}

BOOST_AUTO_TEST_CASE(every_key_is_read)
{
    const auto parsed = policy::parse(
        "add_ons = \"all\"\nmax_issues = 10\n[severity]\ndocumentation-missing = \"warning\"\naccepted = \"error\"\n",
        known
    );
    BOOST_REQUIRE(parsed);
    BOOST_TEST(parsed->all_add_ons);
    BOOST_TEST(parsed->max_issues == 10u);
    BOOST_TEST(parsed->severities.size() == 2u);
    BOOST_TEST((parsed->severities.at("documentation-missing") == fhir::severity::warning));
    BOOST_TEST((parsed->severities.at("accepted") == fhir::severity::error));
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_refused_at_its_place)
{
    const struct {
        std::string_view toml;
        std::uint32_t line;
        std::uint32_t column;
    } rows[] = {
        {"max_isues = 5", 1, 1},
        {"\n  extra = true", 2, 3},
        {"add_ons = \"some\"", 1, 11},
        {"add_ons = 1", 1, 11},
        {"max_issues = 0", 1, 14},
        {"max_issues = 10001", 1, 14},
        {"max_issues = 1.5", 1, 14},
        {"severity = 1", 1, 12},
        {"[severity]\nno-such-finding = \"error\"", 2, 1},
        {"[severity]\naccepted = \"severe\"", 2, 12},
        {"[severity]\naccepted = 1", 2, 12},
        {"add_ons = ", 1, 11},
        {"add_ons = \"all\"\nadd_ons = \"all\"", 2, 11},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.toml)
        {
            const auto parsed = policy::parse(row.toml, known);
            BOOST_REQUIRE(!parsed);
            BOOST_TEST((parsed.error().kind == fhir::fault_kind::usage));
            BOOST_REQUIRE(parsed.error().at);
            BOOST_TEST(parsed.error().at->line == row.line);
            BOOST_TEST(parsed.error().at->column == row.column);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_policy_of_more_than_a_megabyte_is_refused)
{
    BOOST_TEST(!policy::parse(std::string((1u << 20) + 1, '#'), known));
    BOOST_TEST(policy::parse(std::string(1u << 20, '#'), known).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings

#include "known_tables.hpp"
#include "mappings/tables.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

namespace marrow::mappings {

namespace {

/// Names between braces of a text.
std::set<std::string> placeholders_of(std::string_view text)
{
    std::set<std::string> names;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        names.emplace(text.substr(at + 1, text.find('}', at) - at - 1));
    }
    return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(findings_table)

BOOST_AUTO_TEST_CASE(the_findings_are_those_of_the_contract)
{
    const struct {
        std::string_view code;
        fhir::severity level;
        std::string_view type;
        std::string_view carc;
        std::string_view rarc;
    } rows[] = {
        {"code-system-alias", fhir::severity::information, "code-invalid", "", ""},
        {"pointer-dangling", fhir::severity::error, "not-found", "16", ""},
        {"sequence-duplicate", fhir::severity::error, "duplicate", "16", ""},
        {"reference-guessed", fhir::severity::warning, "invalid", "", ""},
        {"line-not-mapped", fhir::severity::warning, "code-invalid", "", ""},
        {"line-mapping-ambiguous", fhir::severity::warning, "multiple-matches", "", ""},
        {"line-code-malformed", fhir::severity::error, "code-invalid", "16", "M51"},
        {"line-not-billable", fhir::severity::information, "informational", "", ""},
        {"date-of-service-missing", fhir::severity::error, "required", "16", "M52"},
        {"units-invalid", fhir::severity::error, "value", "16", "M53"},
        {"units-exceed-mue", fhir::severity::error, "business-rule", "151", "N362"},
        {"duplicate-line", fhir::severity::error, "duplicate", "18", ""},
        {"add-on-without-primary", fhir::severity::error, "business-rule", "107", "N122"},
        {"removal-alone", fhir::severity::information, "business-rule", "107", "N657"},
        {"primary-is-implant-removal", fhir::severity::error, "business-rule", "236", "N122"},
        {"primary-not-listed", fhir::severity::warning, "business-rule", "107", "N122"},
        {"primary-not-performed", fhir::severity::error, "business-rule", "B15", ""},
        {"primary-on-another-date", fhir::severity::error, "business-rule", "107", "N357"},
        {"primary-by-another-practitioner", fhir::severity::error, "business-rule", "107", "N290"},
        {"primary-for-another-patient", fhir::severity::error, "business-rule", "16", "N382"},
        {"primary-on-another-claim", fhir::severity::warning, "business-rule", "107", ""},
        {"global-period", fhir::severity::warning, "business-rule", "97", "M144"},
        {"primary-not-active", fhir::severity::error, "code-invalid", "181", "N56"},
        {"code-not-effective", fhir::severity::error, "code-invalid", "181", "N56"},
        {"ptp-conflict", fhir::severity::error, "business-rule", "236", ""},
        {"ptp-bypassed", fhir::severity::information, "informational", "", ""},
        {"exchange-in-same-session", fhir::severity::information, "informational", "", ""},
        {"modifier-malformed", fhir::severity::error, "code-invalid", "182", "N823"},
        {"modifier-51-on-add-on", fhir::severity::warning, "business-rule", "4", "N519"},
        {"modifier-50-on-add-on", fhir::severity::error, "business-rule", "4", "N823"},
        {"modifier-not-permitted", fhir::severity::error, "business-rule", "54", ""},
        {"modifier-needs-documentation", fhir::severity::warning, "business-rule", "252", "M29"},
        {"modifier-not-applicable", fhir::severity::warning, "business-rule", "4", "N823"},
        {"laterality-conflict", fhir::severity::warning, "business-rule", "4", "N822"},
        {"place-of-service-missing", fhir::severity::error, "required", "16", "M77"},
        {"place-of-service-unusual", fhir::severity::warning, "business-rule", "5", "M77"},
        {"specialty-unusual", fhir::severity::information, "business-rule", "8", "N95"},
        {"diagnosis-missing", fhir::severity::error, "required", "16", "M76"},
        {"diagnosis-not-supporting", fhir::severity::warning, "business-rule", "11", "N569"},
        {"documentation-missing", fhir::severity::error, "required", "252", "M29"},
        {"documentation-not-found", fhir::severity::error, "not-found", "163", "N753"},
        {"documentation-wrong-type", fhir::severity::warning, "business-rule", "250", "N206"},
        {"documentation-for-another-patient", fhir::severity::error, "business-rule", "250", "N206"},
        {"documentation-withdrawn", fhir::severity::error, "business-rule", "250", "N206"},
        {"documentation-not-final", fhir::severity::warning, "incomplete", "251", "N233"},
        {"documentation-empty", fhir::severity::error, "incomplete", "251", "N705"},
        {"documentation-altered", fhir::severity::error, "conflict", "251", "N705"},
        {"documentation-outside-service-dates", fhir::severity::warning, "business-rule", "250", "N206"},
        {"documentation-not-read", fhir::severity::information, "not-supported", "", ""},
        {"device-type-not-documented", fhir::severity::warning, "incomplete", "150", "N163"},
        {"intramedullary-site-not-documented", fhir::severity::warning, "incomplete", "150", "N163"},
        {"primary-not-documented", fhir::severity::warning, "incomplete", "150", "N163"},
        {"removal-necessity-not-documented", fhir::severity::warning, "incomplete", "150", "N163"},
        {"primary-necessity-not-documented", fhir::severity::warning, "incomplete", "150", "N163"},
        {"site-suggests-other-code", fhir::severity::warning, "business-rule", "16", "N56"},
        {"device-prefabricated", fhir::severity::warning, "business-rule", "", "N657"},
        {"line-rests-on-structural-error", fhir::severity::error, "structure", "16", ""},
        {"no-lines", fhir::severity::information, "informational", "", ""},
        {"accepted", fhir::severity::information, "informational", "", ""},
    };
    BOOST_TEST(built_in_tables().findings().size() == std::size(rows));
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.code)
        {
            const finding_row* found = built_in_tables().finding(row.code);
            BOOST_REQUIRE(found);
            BOOST_TEST((found->level == row.level));
            BOOST_TEST(found->type == row.type);
            BOOST_TEST(found->carc == row.carc);
            BOOST_TEST(found->rarc == row.rarc);
        }
    }
    BOOST_TEST(!built_in_tables().finding("no-such-finding"));
}

BOOST_AUTO_TEST_CASE(texts_are_whole_sentences_with_known_placeholders)
{
    const std::set<std::string> known{
        "line",
        "code",
        "other",
        "other_line",
        "date",
        "other_date",
        "days",
        "units",
        "limit",
        "modifier",
        "place",
        "diagnosis",
        "sequence",
        "list",
        "status",
        "type",
        "system",
        "canonical",
        "suggested",
        "count",
        "site",
        "column1",
        "column2",
        "format",
        "element",
        "what",
        "device_at",
        "site_at",
        "primary_at",
        "removal_at",
        "primary_reason_at"};
    for (const finding_row& row : built_in_tables().findings()) {
        BOOST_TEST_CONTEXT(row.code)
        {
            for (const std::string& text : {row.text, row.mend, row.why}) {
                BOOST_TEST(text.ends_with('.'));
                BOOST_TEST(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }));
                const auto names = placeholders_of(text);
                BOOST_TEST(std::ranges::includes(known, names));
            }
            BOOST_TEST(placeholders_of(row.why).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(no_text_names_a_code_of_its_own)
{
    for (const finding_row& row : built_in_tables().findings()) {
        BOOST_TEST_CONTEXT(row.code)
        {
            for (const std::string& text : {row.text, row.mend, row.why}) {
                std::size_t digits = 0;
                for (const char c : text) {
                    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
                    BOOST_TEST(
                        (digits != 5 || text.find("11504-8") != std::string::npos ||
                         text.find("28570-0") != std::string::npos)
                    );
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings

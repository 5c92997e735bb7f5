#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

/// A Patient with so many errors, then as many warnings.
std::string patient_with(std::size_t errors, std::size_t warnings)
{
    std::string names;
    for (std::size_t i = 0; i < warnings; ++i)
        names.append(names.empty() ? "" : ",").append("{'family':' Sample'}");
    for (std::size_t i = 0; i < errors; ++i)
        names.append(names.empty() ? "" : ",").append("{'use':'formal'}");
    return patient("'name':[" + names + "]");
}

std::size_t count_of(const examined& made, fhir::severity level)
{
    return static_cast<std::size_t>(std::ranges::count(made.made.issues, level, &fhir::issue::level));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate_report)

BOOST_AUTO_TEST_CASE(beyond_the_cap_the_gravest_are_kept_and_the_rest_counted)
{
    const struct {
        const char* name;
        std::size_t errors;
        std::size_t warnings;
        std::size_t errors_kept;
        std::size_t warnings_kept;
        const char* left_off;
    } rows[]{
        {"just as many", 2, 3, 2, 3, ""},
        {"one warning too many", 2, 4, 2, 3, "1 further"},
        {"errors push warnings out", 4, 5, 4, 1, "4 further"},
        {"errors alone", 7, 0, 5, 0, "2 further"},
        {"more errors than are told", 7, 5, 5, 0, "7 further"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const examined made{patient_with(row.errors, row.warnings), fhir::version::r4, 5};
            BOOST_TEST(count_of(made, fhir::severity::error) == row.errors_kept);
            BOOST_TEST(count_of(made, fhir::severity::warning) == row.warnings_kept);
            BOOST_TEST(made.made.broken.size() == row.errors);
            const fhir::issue& last = made.made.issues.back();
            BOOST_TEST((last.type == "too-costly") == (*row.left_off != '\0'));
            if (*row.left_off) BOOST_TEST(last.text.starts_with(row.left_off));
        }
    }
}

BOOST_AUTO_TEST_CASE(issues_stand_in_the_order_of_the_submission)
{
    const examined made{patient("'birthDate':'x','name':[{'family':1}],'gender':'f','active':1")};
    std::vector<std::uint32_t> places;
    for (const fhir::issue& each : made.made.issues)
        places.push_back(each.pointed()->offset());
    BOOST_TEST(places.size() == 4u);
    BOOST_TEST(std::ranges::is_sorted(places));
}

BOOST_AUTO_TEST_CASE(no_issue_repeats_what_was_sent)
{
    const examined made{patient("'birthDate':'Secret','gender':'Secret','Secret':1,'Secret1':1,'id':'Se cret',"
                                "'managingOrganization':{'reference':'Secret/Secret'},'name':[{'family':' Secret'}]")};
    BOOST_TEST(made.made.issues.size() >= 6u);
    for (const fhir::issue& each : made.made.issues) {
        BOOST_TEST_CONTEXT(each.text)
        {
            const bool is_name = each.codings.front().code == "element-unknown";
            BOOST_TEST((is_name || (each.text + each.diagnostics).find("Secret") == std::string::npos));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

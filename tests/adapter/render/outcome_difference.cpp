#include "adapter/render/outcome_difference.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::adapter;

namespace {

told_issue told(const char* code, const char* expression = "Claim")
{
    return {"error", code, expression, "text"};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outcome_differences)

BOOST_AUTO_TEST_CASE(issues_are_read_from_an_outcome)
{
    const auto read = issues_told(
        R"({"resourceType":"OperationOutcome","issue":[)"
        R"({"severity":"error","code":"business-rule","details":{"coding":[{"code":"primary-missing"},{"code":"97"}],)"
        R"("text":"t"},"expression":["Claim.item[0]","Claim"]},{"severity":"information","code":"informational"}]})"
    );
    BOOST_REQUIRE(read.has_value());
    BOOST_REQUIRE(read->size() == 2u);
    BOOST_TEST(((*read)[0] == told_issue{"error", "primary-missing", "Claim.item[0]", "t"}));
    BOOST_TEST(((*read)[1] == told_issue{"information", "informational", "", ""}));
    for (const char* wrong : {"", "{", "{}", R"({"resourceType":"Claim"})"})
        BOOST_TEST(!issues_told(wrong).has_value());
}

BOOST_AUTO_TEST_CASE(what_went_is_told_from_what_came)
{
    const outcome_difference found =
        difference_of({told("a"), told("b"), told("b"), told("c", "x")}, {told("c", "y"), told("b"), told("a")});
    BOOST_TEST((found.gone == std::vector{told("b"), told("c", "x")}));
    BOOST_TEST((found.come == std::vector{told("c", "y")}));
    BOOST_TEST(found.same == 2u);
    BOOST_TEST(difference_of({}, {}).same == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_invariant)

BOOST_AUTO_TEST_CASE(invariants_are_told_by_their_key)
{
    const validated rows[]{
        {"pat-1 broken", patient("'contact':[{'gender':'female'}]"), "error rule-broken Patient.contact[0]"},
        {"pat-1 holds", patient("'contact':[{'telecom':[{'system':'phone','value':'1'}]}]"), ""},
        {"cpt-2 broken", patient("'telecom':[{'value':'1'}]"), "error rule-broken Patient.telecom[0]"},
        {"per-1 broken",
         patient("'name':[{'family':'A','period':{'start':'2026-03-02','end':'2026-03-01'}}]"),
         "error rule-broken Patient.name[0].period"},
        {"per-1 holds", patient("'name':[{'family':'A','period':{'start':'2026-03-01','end':'2026-03-02'}}]"), ""},
        {"qty-3 broken",
         resource_with("Observation", "'status':'final','code':{'text':'t'},'valueQuantity':{'value':1,'code':'kg'}"),
         "error rule-broken Observation.value"},
        {"obs-6 broken",
         resource_with(
             "Observation", "'status':'final','code':{'text':'t'},'valueString':'a','dataAbsentReason':{'text':'b'}"
         ),
         "error rule-broken Observation"},
        {"org-1 broken", resource_with("Organization", "'active':true"), "error rule-broken Organization"},
        {"a recommendation alone",
         resource_with("ValueSet", "'status':'draft','name':'a b'"),
         "warning rule-broken-mildly ValueSet"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(the_issue_says_key_and_expression)
{
    const examined broken{patient("'contact':[{'gender':'female'}]")};
    BOOST_REQUIRE(broken.made.issues.size() == 1u);
    const fhir::issue& told = broken.made.issues.front();
    BOOST_TEST(told.text.starts_with("pat-1: "));
    BOOST_TEST(told.diagnostics.find("name.exists()") != std::string::npos);
    BOOST_TEST(told.type == "invariant");
}

/// ref-1 asks each reference for the ids of all contained resources.
BOOST_AUTO_TEST_CASE(invariants_that_cost_too_much_together_are_told_as_not_evaluated)
{
    constexpr int count = 3'000;
    std::string contained;
    std::string links;
    for (int i = 0; i < count; ++i) {
        const std::string id = std::to_string(i);
        contained += (i == 0 ? "" : ",") + patient("'id':'" + id + "','active':true");
        links += (i == 0 ? "" : ",") + ("{'type':'refer','other':{'reference':'#" + id + "'}}");
    }
    const examined sent{patient("'contained':[" + contained + "],'link':[" + links + "]")};
    BOOST_REQUIRE(!sent.made.issues.empty());
    BOOST_TEST(sent.made.broken.empty());
    const fhir::issue& told = sent.made.issues.front();
    BOOST_TEST(told.codings.front().code == "rule-not-evaluated");
    BOOST_TEST(told.text.find("together") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

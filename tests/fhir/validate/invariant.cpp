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

BOOST_AUTO_TEST_SUITE_END()

#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_reference)

BOOST_AUTO_TEST_CASE(a_reference_has_a_form_and_leads_to_a_type_that_may_stand_there)
{
    const auto managed_by = [](const std::string& reference) {
        return patient("'managingOrganization':{" + reference + "}");
    };
    const std::string at = " Patient.managingOrganization";
    const validated rows[]{
        {"relative", managed_by("'reference':'Organization/1'"), ""},
        {"with a version", managed_by("'reference':'Organization/1/_history/2'"), ""},
        {"absolute", managed_by("'reference':'http://a.example/fhir/Organization/1'"), ""},
        {"a uuid", managed_by("'reference':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11'"), ""},
        {"words alone", managed_by("'display':'a clinic'"), ""},
        {"a search", managed_by("'reference':'Organization?identifier=a'"), ""},
        {"a search for nothing", managed_by("'reference':'Organization?identifier'"), "error reference-malformed" + at},
        {"with a space", managed_by("'reference':'Organization/ 1'"), "error reference-malformed" + at},
        {"neither form", managed_by("'reference':'1'"), "warning reference-doubtful" + at},
        {"of another type", managed_by("'reference':'Patient/1'"), "error reference-target-elsewhere" + at},
        {"said to be of another type",
         managed_by("'reference':'Organization/1','type':'Patient'"),
         "error reference-target" + at},
        {"said to be of no type",
         managed_by("'reference':'Organization/1','type':'Organisation'"),
         "error reference-type-unknown" + at + "; warning code-not-in-extensible-set" + at + ".type"},
        {"a type that may stand there, but another",
         resource_with(
             "Observation", "'status':'final','code':{'text':'t'},'subject':{'reference':'Patient/1','type':'Group'}"
         ),
         "error reference-type-differs Observation.subject"},
        {"a canonical with a version", patient("'meta':{'profile':['http://a.example/b|1']}"), ""},
        {"a canonical with a bar alone",
         patient("'meta':{'profile':['http://a.example/b|']}"),
         "error canonical-malformed Patient.meta.profile[0]"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(what_an_entry_is_counts)
{
    const std::string of =
        "{'fullUrl':'http://a.example/fhir/Patient/1','resource':" +
        patient("'id':'1','managingOrganization':{'reference':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11'}") + "},";
    const std::string url = "{'fullUrl':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11','resource':";
    const validated rows[]{
        {"an Organization", bundle("collection", of + url + resource_with("Organization", "'name':'a'") + "}"), ""},
        {"a Location",
         bundle("collection", of + url + resource_with("Location", "'name':'a'") + "}"),
         "error reference-target Bundle.entry[0].resource.managingOrganization"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()

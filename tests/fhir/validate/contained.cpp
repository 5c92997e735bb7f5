#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_contained)

BOOST_AUTO_TEST_CASE(what_is_contained_has_an_id_of_its_own_and_is_used)
{
    const auto organization = [](const std::string& members) { return resource_with("Organization", members); };
    const std::string used = "'managingOrganization':{'reference':'#a'}";
    const validated rows[]{
        {"used", patient("'contained':[" + organization("'id':'a','name':'n'") + "]," + used), ""},
        {"not used",
         patient("'contained':[" + organization("'id':'a','name':'n'") + "]"),
         "error contained-not-used Patient.contained[0]"},
        {"refers to the resource",
         resource_with(
             "Observation",
             "'status':'final','code':{'text':'t'},'contained':[" +
                 resource_with(
                     "Provenance",
                     "'id':'a','target':[{'reference':'#'}],'recorded':'2026-03-01T00:00:00Z','agent':[{'who':{'"
                     "display':'d'}}]"
                 ) +
                 "]"
         ),
         "",
         fhir::version::r5},
        {"without id",
         patient("'contained':[" + organization("'name':'n'") + "]"),
         "error contained-id-missing Patient.contained[0]; error contained-not-used Patient.contained[0]"},
        {"the id of another",
         patient(
             "'contained':[" + organization("'id':'a','name':'n'") + "," + organization("'id':'a','name':'m'") + "]," +
             used
         ),
         "error contained-id-duplicate Patient.contained[1]"},
        {"wrong within",
         patient("'contained':[" + organization("'id':'a','name':1") + "]," + used),
         "error string-expected Patient.contained[0].name"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(ids_of_elements_differ_within_a_resource)
{
    const validated rows[]{
        {"two of one",
         patient("'name':[{'id':'a','family':'A'},{'id':'a','family':'B'}]"),
         "error id-duplicate Patient.name[1]"},
        {"two of two", patient("'name':[{'id':'a','family':'A'},{'id':'b','family':'B'}]"), ""},
        {"in two resources",
         bundle(
             "collection",
             "{'fullUrl':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11','resource':" +
                 patient("'name':[{'id':'a','family':'A'}]") +
                 "},{'fullUrl':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a12','resource':" +
                 patient("'name':[{'id':'a','family':'B'}]") + "}"
         ),
         ""},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()

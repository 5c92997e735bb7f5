#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_binding)

BOOST_AUTO_TEST_CASE(codes_are_those_of_the_set_where_it_is_known_whole)
{
    const validated rows[]{
        {"required, one of it", patient("'gender':'female'"), ""},
        {"required, none of it", patient("'gender':'f'"), "error code-not-in-required-set Patient.gender"},
        {"case counts", patient("'gender':'Female'"), "error code-not-in-required-set Patient.gender"},
        {"in an array",
         patient("'name':[{'use':'official'},{'use':'formal'}]"),
         "error code-not-in-required-set Patient.name[1].use"},
        {"extensible, none of it",
         patient("'maritalStatus':{'coding':[{'system':'http://a.example','code':'M'}]}"),
         "warning code-not-in-extensible-set Patient.maritalStatus"},
        {"extensible, one of two",
         patient("'maritalStatus':{'coding':[{'system':'http://a.example','code':'M'},"
                 "{'system':'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus','code':'M'}]}"),
         ""},
        {"extensible, text alone", patient("'maritalStatus':{'text':'married'}"), ""},
        {"a set that is not held whole",
         patient("'communication':[{'language':{'coding':[{'system':'urn:ietf:bcp:47','code':'xx'}]}}]"),
         ""},
        {"required of R5 alone", resource_with("Encounter", "'status':'completed'"), "", fhir::version::r5},
        {"not of R4",
         resource_with(
             "Encounter",
             "'status':'completed','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'}"
         ),
         "error code-not-in-required-set Encounter.status"},
        {"a system that is not absolute",
         patient("'maritalStatus':{'coding':[{'system':'marital','code':'M'}]}"),
         "warning code-not-in-extensible-set Patient.maritalStatus; error system-not-absolute "
         "Patient.maritalStatus.coding[0].system"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()

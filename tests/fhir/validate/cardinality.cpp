#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_cardinality)

BOOST_AUTO_TEST_CASE(elements_stand_as_often_as_they_may)
{
    const validated rows[]{
        {"nothing is asked of a Patient", patient(""), ""},
        {"one is missing",
         resource_with("Coverage", "'status':'active','beneficiary':{'reference':'Patient/1'}"),
         "error element-missing Coverage"},
        {"all are there",
         resource_with(
             "Coverage",
             "'status':'active','beneficiary':{'reference':'Patient/1'},'payor':[{'reference':'Organization/1'}]"
         ),
         ""},
        {"missing in a backbone element",
         patient("'link':[{'type':'refer'}]"),
         "error element-missing Patient.link[0]"},
        {"a choice that must be there",
         resource_with("Observation", "'status':'final'"),
         "error element-missing Observation"},
        {"missing, but with an extension for it",
         patient("'link':[{'other':{'reference':'Patient/2'},'_type':{'extension':[{'url':'http://a.example/"
                 "b','valueCode':'c'}]}}]"),
         ""},
        {"two of a choice", patient("'deceasedBoolean':true,'deceasedDateTime':'2026'"), "error choice-twice Patient"},
        {"one of a choice", patient("'deceasedDateTime':'2026'"), ""},
        {"not an array", patient("'name':{'family':'Sample'}"), "error array-expected Patient.name"},
        {"an array too many", patient("'birthDate':['2026']"), "error array-unexpected Patient.birthDate"},
        {"an empty array", patient("'name':[]"), "error array-empty Patient.name"},
        {"an empty object", patient("'maritalStatus':{}"), "error object-empty Patient.maritalStatus"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(null_stands_only_where_a_sibling_explains_it)
{
    const validated rows[]{
        {"instead of a value", patient("'birthDate':null"), "error null-unexpected Patient.birthDate"},
        {"in an array without sibling",
         patient("'name':[{'given':['A',null]}]"),
         "error null-unexpected Patient.name[0].given[1]"},
        {"in an array with a sibling",
         patient("'name':[{'given':['A',null],'_given':[null,{'extension':[{'url':'http://a.example/"
                 "b','valueCode':'c'}]}]}]"),
         ""},
        {"siblings of other lengths",
         patient("'name':[{'given':['A'],'_given':[null,{'extension':[{'url':'http://a.example/b','valueCode':'c'}]}]}]"
         ),
         "error siblings-out-of-step Patient.name[0].given"},
        {"a sibling of no primitive", patient("'_name':[{'id':'a'}]"), "error sibling-unexpected Patient.name"},
        {"a sibling that is no object", patient("'_birthDate':'a'"), "error object-expected Patient.birthDate"},
        {"instead of an object", patient("'name':[null]"), "error null-unexpected Patient.name[0]"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(a_resource_says_what_it_is)
{
    const validated rows[]{
        {"of no known type", resource_with("Patent", ""), "error resource-type-unknown $this"},
        {"of an abstract type", resource_with("DomainResource", ""), "error resource-type-unknown DomainResource"},
        {"a data type", resource_with("HumanName", ""), "error resource-type-unknown $this"},
        {"without type",
         bundle("collection", "{'fullUrl':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11','resource':{'id':'a'}}"),
         "error resource-type-missing Bundle.entry[0].resource"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()

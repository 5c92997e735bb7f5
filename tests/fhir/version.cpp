#include "fhir/version.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;

BOOST_AUTO_TEST_SUITE(version_of_fhir)

BOOST_AUTO_TEST_CASE(versions_have_the_names_of_the_media_type_parameter)
{
    for (const version release : {version::r4, version::r4b, version::r5})
        BOOST_TEST((version_from(name_of(release)) == release));
    BOOST_TEST(name_of(version::r4) == "4.0");
    BOOST_TEST((version_from("4.0.1") == version::r4));
    BOOST_TEST((version_from("4.3.0") == version::r4b));
    BOOST_TEST((version_from("5.0.0") == version::r5));
    for (const std::string_view other : {"", "3.0", "4", "4.0.", "4.01", "6.0", "R4", " 4.0"})
        BOOST_TEST(!version_from(other), other);
}

BOOST_AUTO_TEST_CASE(an_element_that_one_version_has_betrays_it)
{
    const struct {
        std::string_view json;
        version release;
    } rows[] = {
        {R"({"resourceType":"Procedure","occurrenceDateTime":"2026-01-05"})", version::r5},
        {R"({"resourceType":"Procedure","occurrencePeriod":{}})", version::r5},
        {R"({"resourceType":"Procedure","reason":[{"concept":{}}]})", version::r5},
        {R"({"resourceType":"Procedure","focus":{}})", version::r5},
        {R"({"resourceType":"Procedure","used":[]})", version::r5},
        {R"({"resourceType":"Procedure","performer":[{"actor":{}},{"period":{}}]})", version::r5},
        {R"({"resourceType":"Procedure","performedDateTime":"2026-01-05"})", version::r4},
        {R"({"resourceType":"Procedure","usedCode":[]})", version::r4},
        {R"({"resourceType":"Procedure","status":"completed"})", version::r4},
        {R"({"resourceType":"Claim","encounter":[]})", version::r5},
        {R"({"resourceType":"Claim","traceNumber":[]})", version::r5},
        {R"({"resourceType":"Claim","diagnosisRelatedGroup":{}})", version::r5},
        {R"({"resourceType":"Claim","careTeam":[{"sequence":1},{"specialty":{}}]})", version::r5},
        {R"({"resourceType":"Claim","careTeam":[{"qualification":{}}],"encounter":[]})", version::r5},
        {R"({"resourceType":"Claim","item":[{"encounter":[]}]})", version::r4},
        {R"({"resourceType":"Claim","item":[{},{"bodySite":[{"site":[{"concept":{}}]}]}]})", version::r5},
        {R"({"resourceType":"Claim","item":[{"bodySite":{"coding":[]}},{"traceNumber":[]}]})", version::r4},
        {R"({"resourceType":"Claim","item":[{"bodySite":{"text":"femur"}},{"traceNumber":[]}]})", version::r5},
        {R"({"resourceType":"Claim","item":[{"subSite":[]}]})", version::r4},
        {R"({"resourceType":"Claim","item":[],"contained":[{"resourceType":"Procedure","recorded":"2026"}]})",
         version::r5},
        {R"({"resourceType":"Immunization","occurrenceDateTime":"2026-01-05","reason":[]})", version::r4},
        {R"({"resourceType":"Bundle","entry":[{},{"resource":null},{"resource":{"resourceType":"Patient"}},
             {"resource":{"resourceType":"Procedure","reason":[]}}]})",
         version::r5},
        {R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Procedure","reasonCode":[]}},
             {"resource":{"resourceType":"Procedure","reason":[]}}]})",
         version::r4},
        {R"({"resourceType":"Bundle","occurrenceDateTime":"2026-01-05"})", version::r4},
        {R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[
             {"resource":{"resourceType":"Procedure","reason":[]}}]}}]})",
         version::r4},
        {R"([{"resourceType":"Procedure","reason":[]}])", version::r4},
        {R"("text")", version::r4},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            const given one{std::string{row.json}};
            BOOST_TEST(name_of(detect_version(one.document)) == name_of(row.release));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

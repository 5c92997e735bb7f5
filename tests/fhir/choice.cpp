#include "fhir/choice.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;

BOOST_AUTO_TEST_SUITE(choice)

BOOST_AUTO_TEST_CASE(only_spellings_of_a_choice_lose_their_type)
{
    const struct {
        std::string_view resource_type;
        std::string_view spelling;
        std::string_view name;
    } rows[] = {
        {"Claim", "servicedDate", "serviced"},
        {"Claim", "servicedPeriod", "serviced"},
        {"Claim", "diagnosisCodeableConcept", "diagnosis"},
        {"Claim", "diagnosisReference", "diagnosis"},
        {"Claim", "procedureCodeableConcept", "procedure"},
        {"Claim", "procedureReference", "procedure"},
        {"Claim", "locationCodeableConcept", "location"},
        {"Claim", "locationAddress", "location"},
        {"Claim", "locationReference", "location"},
        {"Claim", "timingPeriod", "timing"},
        {"Claim", "valueReference", "value"},
        {"Claim", "valueAttachment", "value"},
        {"Claim", "valueIdentifier", "value"},
        {"Claim", "whenDateTime", "when"},
        {"Claim", "allowedUnsignedInt", "allowed"},
        {"Claim", "usedMoney", "used"},
        {"Procedure", "performedDateTime", "performed"},
        {"Procedure", "performedAge", "performed"},
        {"Procedure", "occurrenceTiming", "occurrence"},
        {"Procedure", "reportedReference", "reported"},
        {"Patient", "deceasedBoolean", "deceased"},
        {"Patient", "multipleBirthInteger", "multipleBirth"},
        {"Condition", "onsetDateTime", "onset"},
        {"Condition", "abatementString", "abatement"},
        {"MedicationRequest", "medicationCodeableConcept", "medication"},
        {"ConceptMap", "sourceUri", "source"},
        {"ConceptMap", "targetCanonical", "target"},
        {"ConceptMap", "sourceScopeUri", "sourceScope"},
        {"Observation", "effectivePeriod", "effective"},
        {"DiagnosticReport", "effectivePeriod", "effective"},
        {"Goal", "startDate", "start"},
        {"Dosage", "asNeededBoolean", "asNeeded"},
        {"Composition", "valueBase64Binary", "value"},
        {"Procedure", "reasonReference", "reasonReference"},
        {"Procedure", "reasonCode", "reasonCode"},
        {"Procedure", "usedReference", "usedReference"},
        {"Procedure", "usedCode", "usedCode"},
        {"Procedure", "instantiatesUri", "instantiatesUri"},
        {"Procedure", "instantiatesCanonical", "instantiatesCanonical"},
        {"Observation", "instantiatesCanonical", "instantiates"},
        {"Library", "effectivePeriod", "effectivePeriod"},
        {"ImagingStudy", "procedureReference", "procedureReference"},
        {"ImagingStudy", "procedureCode", "procedureCode"},
        {"Immunization", "doseQuantity", "doseQuantity"},
        {"Immunization", "occurrenceDateTime", "occurrence"},
        {"GuidanceResponse", "occurrenceDateTime", "occurrenceDateTime"},
        {"ResearchSubject", "startDate", "startDate"},
        {"StructureDefinition", "contentReference", "contentReference"},
        {"ServiceRequest", "locationCode", "locationCode"},
        {"Claim", "servicedDateTime", "servicedDateTime"},
        {"Claim", "servicedReference", "servicedReference"},
        {"Claim", "serviced", "serviced"},
        {"Claim", "valueSet", "valueSet"},
        {"Claim", "valueNothing", "valueNothing"},
        {"Claim", "productOrService", "productOrService"},
        {"Claim", "billablePeriod", "billablePeriod"},
        {"Claim", "Value", "Value"},
        {"Bundle", "linkId", "linkId"},
        {"Claim", "_servicedDate", "serviced"},
        {"Claim", "_", "_"},
        {"", "servicedDate", "serviced"},
        {"", "effectivePeriod", "effectivePeriod"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.resource_type << "." << row.spelling)
        {
            const given one{R"({"resourceType":")" + std::string{row.resource_type} + R"("})"};
            BOOST_TEST(element_name(row.spelling, one.root(), one.root()) == row.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_repeats_is_no_choice)
{
    const given one{R"({"resourceType":"Device","valueQuantity":[{}],"valueRange":{}})"};
    BOOST_TEST(element_name("valueQuantity", one.at("valueQuantity"), one.root()) == "valueQuantity");
    BOOST_TEST(element_name("valueRange", one.at("valueRange"), one.root()) == "value");
}

BOOST_AUTO_TEST_SUITE_END()

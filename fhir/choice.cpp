#include "fhir/choice.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir {

using json::name;

namespace {

struct row {
    std::string_view base;
    std::string_view types;  ///< as they are spelled at the end of the member's name
};

constexpr std::string_view any_type =
    "Address Age Annotation Attachment Availability Base64Binary Boolean Canonical Code CodeableConcept "
    "CodeableReference Coding ContactDetail ContactPoint Contributor Count DataRequirement Date DateTime "
    "Decimal Distance Dosage Duration Expression ExtendedContactDetail HumanName Id Identifier Instant "
    "Integer Integer64 Markdown Meta Money Oid ParameterDefinition Period PositiveInt Quantity Range "
    "Ratio RatioRange Reference RelatedArtifact SampledData Signature String Time Timing "
    "TriggerDefinition UnsignedInt Uri Url UsageContext Uuid";

/// Sorted by base.
constexpr std::array choices{
    row{"abatement", "Age DateTime Period Range String"},
    row{"actor", "Canonical Reference"},
    row{"additive", "CodeableConcept Reference"},
    row{"address", "ContactPoint ExtendedContactDetail String Url"},
    row{"age", "Age CodeableConcept Range String"},
    row{"allowed", "Boolean CodeableConcept Money String UnsignedInt"},
    row{"amount", "Quantity Range Ratio String"},
    row{"answer", "Boolean Coding Date DateTime Decimal Integer Quantity Reference String Time"},
    row{"artifact", "Canonical Reference Uri"},
    row{"asNeeded", "Boolean CodeableConcept"},
    row{"author", "Reference String"},
    row{"born", "Date Period String"},
    row{"bounds", "Duration Period Range"},
    row{"characteristic", "CodeableConcept Quantity"},
    row{"chargeItem", "CodeableConcept Reference"},
    row{"citeAs", "Markdown Reference"},
    row{"code", "CodeableConcept Reference"},
    row{"collected", "DateTime Period"},
    row{"concentration", "CodeableConcept Quantity Ratio RatioRange"},
    row{"content", "Attachment CodeableConcept Reference String"},
    row{"cost", "CodeableConcept Money"},
    row{"coverage", "Period Timing"},
    row{"created", "DateTime Period"},
    row{"date", "DateTime Period"},
    row{"deceased", "Age Boolean Date DateTime Range String"},
    row{"defaultValue", any_type},
    row{"definingSubstance", "CodeableConcept Reference"},
    row{"definition", "Canonical CodeableConcept DataRequirement Expression Reference TriggerDefinition Uri"},
    row{"detail", "Boolean CodeableConcept Integer Quantity Range Ratio String"},
    row{"diagnosis", "CodeableConcept Reference"},
    row{"dose", "Quantity Range"},
    row{"doseNumber", "PositiveInt String"},
    row{"due", "Date Duration"},
    row{"duration", "Quantity Range String"},
    row{"effective", "DateTime Instant Period Timing"},
    row{"endpoint", "Reference Url"},
    row{"entity", "CodeableConcept Reference"},
    row{"event", "Canonical CodeableConcept Coding DateTime Id Reference Uri"},
    row{"example", "Boolean Canonical"},
    row{"fastingStatus", "CodeableConcept Duration"},
    row{"fixed", any_type},
    row{"generatedBy", "Identifier Reference"},
    row{"identified", "DateTime Period"},
    row{"indication", "CodeableConcept Reference"},
    row{"instance", "CodeableConcept Reference"},
    row{"instances", "Quantity Range"},
    row{"instantiates", "Canonical Reference"},
    row{"instruction", "Markdown Reference"},
    row{"item", "CodeableConcept Reference"},
    row{"legallyBinding", "Attachment Reference"},
    row{"link", "Canonical Uri"},
    row{"location", "Address CodeableConcept Reference"},
    row{"manufacturer", "Reference String"},
    row{"maxValue", "Date DateTime Decimal Instant Integer Integer64 PositiveInt Quantity Time UnsignedInt"},
    row{"measureScore", "CodeableConcept DateTime Duration Period Quantity Range"},
    row{"medication", "CodeableConcept Reference"},
    row{"minValue", "Date DateTime Decimal Instant Integer Integer64 PositiveInt Quantity Time UnsignedInt"},
    row{"minimumVolume", "Quantity String"},
    row{"module", "Canonical CodeableConcept Uri"},
    row{"multipleBirth", "Boolean Integer"},
    row{"name", "Reference Url"},
    row{"network", "Reference String Uri"},
    row{"occurence", "DateTime Period Timing"},
    row{"occurred", "DateTime Period"},
    row{"occurrence", "Age DateTime Period Range String Timing"},
    row{"offset", "Duration Range"},
    row{"onset", "Age DateTime Period Range String"},
    row{"participantEffective", "DateTime Duration Period Timing"},
    row{"pattern", any_type},
    row{"performed", "Age DateTime Period Range String"},
    row{"period", "Date Duration Period String"},
    row{"presentation", "CodeableConcept Quantity Ratio RatioRange"},
    row{"probability", "Decimal Range"},
    row{"procedure", "CodeableConcept Reference"},
    row{"product", "CodeableConcept Reference"},
    row{"quantity", "Quantity Range Ratio"},
    row{"rate", "Quantity Range Ratio"},
    row{"reported", "Boolean Reference"},
    row{"scheduled", "Period String Timing"},
    row{"sequence", "CodeableConcept Reference String"},
    row{"seriesDoses", "PositiveInt String"},
    row{"serviced", "Date Period"},
    row{"source", "Attachment Canonical Markdown Reference String Uri Url"},
    row{"sourceScope", "Canonical Uri"},
    row{"start", "CodeableConcept Date"},
    row{"statusReason", "CodeableConcept Reference"},
    row{"strength", "CodeableConcept Quantity Ratio RatioRange"},
    row{"structureProfile", "Canonical Uri"},
    row{"studyEffective", "DateTime Duration Period Timing"},
    row{"subject", "Canonical CodeableConcept Reference"},
    row{"substance", "CodeableConcept Reference"},
    row{"substanceDefinition", "CodeableConcept Reference"},
    row{"target", "Attachment Canonical Identifier Reference Uri"},
    row{"targetItem", "Identifier PositiveInt String"},
    row{"targetScope", "Canonical Uri"},
    row{"time", "DateTime Period"},
    row{"timing", "Age Date DateTime Duration Period Range Reference Timing"},
    row{"topic", "CodeableConcept Reference"},
    row{"used", "Money String UnsignedInt"},
    row{"value", any_type},
    row{"versionAlgorithm", "Coding String"},
    row{"when", "DateTime Period Range"},
};

/// Spellings that are a choice in some resources and a plain element in others.
struct shared_spelling {
    std::string_view spelling;
    std::string_view resource_type;
    bool is_choice_there;  ///< elsewhere it is the other way round
};

constexpr std::array shared_spellings{
    shared_spelling{"contentReference", "StructureDefinition", false},
    shared_spelling{"doseQuantity", "Immunization", false},
    shared_spelling{"effectivePeriod", "ClinicalImpression", true},
    shared_spelling{"effectivePeriod", "DiagnosticReport", true},
    shared_spelling{"effectivePeriod", "MedicationAdministration", true},
    shared_spelling{"effectivePeriod", "MedicationStatement", true},
    shared_spelling{"effectivePeriod", "Observation", true},
    shared_spelling{"instanceReference", "ExampleScenario", false},
    shared_spelling{"instantiatesCanonical", "Observation", true},
    shared_spelling{"itemCodeableConcept", "ClinicalImpression", false},
    shared_spelling{"itemReference", "ClinicalImpression", false},
    shared_spelling{"occurrenceDateTime", "GuidanceResponse", false},
    shared_spelling{"procedureReference", "ImagingStudy", false},
    shared_spelling{"productReference", "InventoryItem", false},
    shared_spelling{"startDate", "GenomicStudy", false},
    shared_spelling{"startDate", "ResearchSubject", false},
};

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool has_word(std::string_view words, std::string_view word)
{
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

/// The part before the type; empty where the spelling is no choice anywhere.
std::string_view base_of(std::string_view spelling)
{
    for (std::size_t at = 1; at < spelling.size(); ++at) {
        if (!is_upper(spelling[at])) continue;
        const std::string_view base = spelling.substr(0, at);
        const auto known = std::ranges::lower_bound(choices, base, {}, &row::base);
        if (known != choices.end() && known->base == base && has_word(known->types, spelling.substr(at))) return base;
    }
    return {};
}

bool is_choice_in(const json::value& resource, std::string_view spelling)
{
    const auto shared = std::ranges::find(shared_spellings, spelling, &shared_spelling::spelling);
    if (shared == shared_spellings.end()) return true;
    const std::string_view type = resource[name::resourceType].text();
    const bool is_named = std::ranges::any_of(shared_spellings, [&](const shared_spelling& row) {
        return row.spelling == spelling && row.resource_type == type;
    });
    return is_named == shared->is_choice_there;
}

}  // namespace

std::string_view element_name(std::string_view spelling, const json::value& element, const json::value& resource)
{
    if (spelling.size() > 1 && spelling.front() == '_') spelling.remove_prefix(1);
    if (element.is_array()) return spelling;
    const std::string_view base = base_of(spelling);
    return !base.empty() && is_choice_in(resource, spelling) ? base : spelling;
}

}  // namespace marrow::fhir

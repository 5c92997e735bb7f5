#include "fhir/definitions/model.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace marrow::fhir;
using namespace marrow::fhir::definitions;

namespace {

constexpr version releases[]{version::r4, version::r4b, version::r5};

const type& of(version release, std::string_view name)
{
    const type* const found = model::of(release).find(name);
    BOOST_REQUIRE_MESSAGE(found != nullptr, "no type " << name);
    return *found;
}

const element& element_of(version release, std::string_view type_name, std::string_view name)
{
    const type& in = of(release, type_name);
    const auto found = std::ranges::find(in.elements, name, &element::name);
    BOOST_REQUIRE_MESSAGE(found != in.elements.end(), "no element " << type_name << '.' << name);
    return *found;
}

std::vector<std::string> types_of(const element& of)
{
    std::vector<std::string> names;
    for (const type_ref& each : of.types)
        names.emplace_back(each.of->name);
    return names;
}

std::vector<std::string> keys(std::span<const invariant> of)
{
    std::vector<std::string> all;
    for (const invariant& each : of)
        all.emplace_back(each.key);
    return all;
}

using words = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(definitions_model)

BOOST_AUTO_TEST_CASE(each_release_has_all_its_types)
{
    struct {
        version release;
        long primitives, datatypes, resources, backbones;
    } rows[]{
        {version::r4, 20, 41, 148, 473},
        {version::r4b, 20, 43, 143, 496},
        {version::r5, 21, 48, 162, 630},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(name_of(row.release))
        {
            const auto types = model::of(row.release).types();
            BOOST_TEST(std::ranges::count(types, kind::primitive, &type::is) == row.primitives);
            BOOST_TEST(std::ranges::count(types, kind::datatype, &type::is) == row.datatypes);
            BOOST_TEST(std::ranges::count(types, kind::resource, &type::is) == row.resources);
            BOOST_TEST(std::ranges::count(types, kind::backbone, &type::is) == row.backbones);
        }
    }
}

BOOST_AUTO_TEST_CASE(elements_are_as_the_standard_has_them)
{
    struct {
        version release;
        const char* type;
        const char* name;
        const char* path;
        int min, max;
        words types;
    } rows[]{
        {version::r4, "Claim.item", "sequence", "Claim.item.sequence", 1, 1, {"positiveInt"}},
        {version::r4, "Claim", "item", "Claim.item", 0, 65535, {"Claim.item"}},
        {version::r4, "Claim", "id", "Claim.id", 0, 1, {"id"}},
        {version::r4, "Claim.item", "id", "Claim.item.id", 0, 1, {"string"}},
        {version::r4, "Claim", "contained", "Claim.contained", 0, 65535, {"Resource"}},
        {version::r4, "Bundle.entry", "link", "Bundle.entry.link", 0, 65535, {"Bundle.link"}},
        {version::r4,
         "Observation.component",
         "referenceRange",
         "Observation.component.referenceRange",
         0,
         65535,
         {"Observation.referenceRange"}},
        {version::r4, "Questionnaire.item", "item", "Questionnaire.item.item", 0, 65535, {"Questionnaire.item"}},
        {version::r4,
         "Procedure",
         "performed",
         "Procedure.performed[x]",
         0,
         1,
         {"dateTime", "Period", "string", "Age", "Range"}},
        {version::r4b,
         "Procedure",
         "performed",
         "Procedure.performed[x]",
         0,
         1,
         {"dateTime", "Period", "string", "Age", "Range"}},
        {version::r5,
         "Procedure",
         "occurrence",
         "Procedure.occurrence[x]",
         0,
         1,
         {"dateTime", "Period", "string", "Age", "Range", "Timing"}},
        {version::r5, "Procedure", "used", "Procedure.used", 0, 65535, {"CodeableReference"}},
        {version::r5, "Bundle", "issues", "Bundle.issues", 0, 1, {"OperationOutcome"}},
        {version::r4, "ElementDefinition", "min", "ElementDefinition.min", 0, 1, {"unsignedInt"}},
        {version::r4, "ElementDefinition.slicing", "rules", "ElementDefinition.slicing.rules", 1, 1, {"code"}},
        {version::r4, "Narrative", "div", "Narrative.div", 1, 1, {"xhtml"}},
        {version::r4, "Age", "value", "Age.value", 0, 1, {"decimal"}},
        {version::r4, "code", "extension", "code.extension", 0, 65535, {"Extension"}},
        {version::r4, "Contract", "friendly", "Contract.friendly", 0, 65535, {"Contract.friendly"}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.path)
        {
            const element& met = element_of(row.release, row.type, row.name);
            BOOST_TEST(met.path == row.path);
            BOOST_TEST(met.min == row.min);
            BOOST_TEST(met.max == row.max);
            BOOST_TEST(met.is_list() == (row.max > 1));
            BOOST_TEST(types_of(met) == row.types, boost::test_tools::per_element());
            BOOST_TEST(met.is_choice == std::string_view{row.path}.ends_with("[x]"));
        }
    }
    BOOST_TEST(element_of(version::r4, "ElementDefinition", "fixed").types.size() == 50u);
}

BOOST_AUTO_TEST_CASE(elements_stand_in_the_order_of_the_definition)
{
    const words expected{
        "id",
        "meta",
        "implicitRules",
        "language",
        "text",
        "contained",
        "extension",
        "modifierExtension",
        "identifier",
        "status"};
    const auto elements = of(version::r4, "Claim").elements.first(expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at)
        BOOST_TEST(elements[at].name == expected[at]);
}

BOOST_AUTO_TEST_CASE(flags_are_kept)
{
    BOOST_TEST(element_of(version::r4, "Claim", "status").is_modifier);
    BOOST_TEST(element_of(version::r4, "Claim", "status").is_summary);
    BOOST_TEST(!element_of(version::r4, "Claim", "item").is_summary);
    BOOST_TEST(element_of(version::r4, "Claim.item", "modifierExtension").is_modifier);
    BOOST_TEST(element_of(version::r4, "Claim.item", "id").is_attribute);
    BOOST_TEST(element_of(version::r4, "Extension", "url").is_attribute);
    BOOST_TEST(!element_of(version::r4, "Claim", "id").is_attribute);
    BOOST_TEST(of(version::r4, "DomainResource").is_abstract);
    BOOST_TEST(!of(version::r4, "Claim").is_abstract);
}

BOOST_AUTO_TEST_CASE(targets_of_references_are_named)
{
    const type_ref patient = element_of(version::r4, "Claim", "patient").types[0];
    BOOST_REQUIRE(patient.targets.size() == 1u);
    BOOST_TEST(patient.targets[0] == "Patient");
    BOOST_TEST(element_of(version::r4, "Claim", "provider").types[0].targets.size() == 3u);
    BOOST_TEST(element_of(version::r4, "Claim.supportingInfo", "value").types.back().targets.empty());
    BOOST_TEST(element_of(version::r5, "Procedure", "used").types[0].targets.size() > 0u);
    BOOST_TEST(
        element_of(version::r4, "QuestionnaireResponse", "questionnaire").types[0].targets[0] == "Questionnaire"
    );
}

BOOST_AUTO_TEST_CASE(types_know_what_they_derive_from)
{
    BOOST_TEST(of(version::r4, "Claim").derives_from(of(version::r4, "Resource")));
    BOOST_TEST(of(version::r4, "positiveInt").derives_from(of(version::r4, "integer")));
    BOOST_TEST(of(version::r4, "Claim.item").derives_from(of(version::r4, "BackboneElement")));
    BOOST_TEST(of(version::r4, "Claim").derives_from(of(version::r4, "Claim")));
    BOOST_TEST(!of(version::r4, "Bundle").derives_from(of(version::r4, "DomainResource")));
    BOOST_TEST(of(version::r5, "ValueSet").derives_from(of(version::r5, "DomainResource")));
    BOOST_TEST(of(version::r4, "Element").base == nullptr);
}

BOOST_AUTO_TEST_CASE(a_member_is_found_with_the_type_its_name_says)
{
    const type& claim = of(version::r4, "Claim.supportingInfo");
    const type::member quantity = claim.find(json::name::valueQuantity);
    BOOST_REQUIRE(quantity.of != nullptr);
    BOOST_TEST(quantity.of->name == "value");
    BOOST_TEST(quantity.as->of->name == "Quantity");
    const type::member sequence = claim.find(json::name::sequence);
    BOOST_REQUIRE(sequence.of != nullptr);
    BOOST_TEST(sequence.as == &sequence.of->types[0]);
    for (const json::name no : {json::name::none, json::name::value, json::name::valueCode, json::name::first_unknown})
        BOOST_TEST(claim.find(no).of == nullptr);
}

BOOST_AUTO_TEST_CASE(every_member_of_every_type_is_found)
{
    for (const version release : releases) {
        for (const type& each : model::of(release).types()) {
            for (const element& member : each.elements) {
                if (member.is_choice) continue;
                BOOST_TEST_CONTEXT(member.path) BOOST_CHECK(each.find(member.member).of == &member);
            }
            BOOST_CHECK(each.find(json::name::first_unknown).of == nullptr);
        }
    }
}

BOOST_AUTO_TEST_CASE(invariants_stand_where_they_hold)
{
    BOOST_TEST(
        keys(of(version::r4, "Claim").invariants) == (words{"dom-2", "dom-3", "dom-4", "dom-5", "dom-6"}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        keys(of(version::r4, "Patient.contact").invariants) == (words{"ele-1", "pat-1"}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        keys(of(version::r4, "Age").invariants) == (words{"ele-1", "qty-3", "age-1"}), boost::test_tools::per_element()
    );
    BOOST_TEST(
        keys(of(version::r4, "Extension").invariants) == (words{"ele-1", "ext-1"}), boost::test_tools::per_element()
    );
    BOOST_TEST(of(version::r5, "Resource").invariants.empty());
    BOOST_TEST(element_of(version::r4, "Patient", "contact").invariants.empty());
    BOOST_TEST(element_of(version::r4, "Claim", "extension").invariants.empty());
    BOOST_TEST(element_of(version::r4, "Observation.component", "referenceRange").invariants.empty());
    BOOST_TEST(
        keys(element_of(version::r4, "Claim.item", "quantity").invariants) == (words{"sqty-1"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(an_inherited_invariant_has_the_number_of_the_original)
{
    const model& r4 = model::of(version::r4);
    BOOST_TEST(r4.find("Claim")->invariants[0].number == r4.find("DomainResource")->invariants[0].number);
    BOOST_TEST(r4.find("Claim")->invariants[0].number != r4.find("Claim")->invariants[1].number);
    for (const type& each : r4.types())
        for (const invariant& rule : each.invariants)
            BOOST_TEST(rule.number < r4.invariants());
    const invariant& dom6 = r4.find("Claim")->invariants.back();
    BOOST_TEST(!dom6.is_error);
    BOOST_TEST(dom6.expression == "text.`div`.exists()");
}

BOOST_AUTO_TEST_CASE(primitives_have_the_pattern_of_the_standard)
{
    BOOST_TEST(of(version::r4, "id").pattern == R"([A-Za-z0-9\-\.]{1,64})");
    BOOST_TEST(of(version::r4, "string").max_length == 1048576u);
    BOOST_TEST(of(version::r4, "xhtml").pattern.empty());
    BOOST_TEST(of(version::r4, "Claim").pattern.empty());
}

BOOST_AUTO_TEST_CASE(required_codes_are_known_when_the_definitions_hold_them)
{
    const binding* const status = element_of(version::r4, "Procedure", "status").bound;
    BOOST_REQUIRE(status != nullptr);
    BOOST_CHECK(status->strength == strength::required);
    BOOST_TEST(status->set->url == "http://hl7.org/fhir/ValueSet/event-status");
    BOOST_TEST(status->set->whole);
    BOOST_TEST(status->set->codes.size() == 8u);
    BOOST_TEST(status->set->contains("completed"));
    BOOST_TEST(status->set->contains("http://hl7.org/fhir/event-status", "completed"));
    BOOST_TEST(!status->set->contains("http://hl7.org/fhir/other", "completed"));
    BOOST_TEST(!status->set->contains("Completed"));
    BOOST_CHECK(model::of(version::r4).find_value_set(status->set->url) == status->set);
    BOOST_CHECK(model::of(version::r4).find_value_set("http://hl7.org/fhir/ValueSet/none") == nullptr);
    BOOST_TEST(element_of(version::r4, "Claim", "patient").bound == nullptr);

    const value_set* const clinical = element_of(version::r5, "Condition", "clinicalStatus").bound->set;
    BOOST_TEST(clinical->whole);
    BOOST_TEST(clinical->contains("http://terminology.hl7.org/CodeSystem/condition-clinical", "unknown"));

    const value_set* const media = element_of(version::r4, "Attachment", "contentType").bound->set;
    BOOST_TEST(!media->whole);
    BOOST_TEST(media->codes.empty());
}

BOOST_AUTO_TEST_CASE(no_set_holds_codes_that_others_own)
{
    for (const version release : releases)
        for (const type& each : model::of(release).types())
            for (const element& member : each.elements) {
                if (member.bound == nullptr) continue;
                BOOST_TEST(member.bound->set->whole == !member.bound->set->codes.empty());
                for (const value_set::code& code : member.bound->set->codes)
                    for (const char* owner : {"snomed", "loinc", "ama-assn", "rxnorm"})
                        if (code.system.find(owner) != std::string_view::npos) BOOST_ERROR(member.path << ' ' << owner);
            }
}

BOOST_AUTO_TEST_SUITE_END()

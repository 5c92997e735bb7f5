#include "mappings/lines/sources.hpp"

#include "fhir/coding.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// Of what many lines may share, the first few are looked at, so that the cost stays linear.
constexpr std::size_t most_of_a_list = 32;

std::span<const value> few(const value& list)
{
    const auto all = list.each();
    return all.first(std::min(all.size(), most_of_a_list));
}

}  // namespace

fhir::resource line_desk::follow(const value& reference, const fhir::resource& from)
{
    const fhir::resolved led = of.resolve(reference, from);
    if (led.how == fhir::resolution::guessed) remarks.push_back({"reference-guessed", {&reference}, {}, std::nullopt});
    return led.target;
}

fhir::resource claim_desk::procedure_of(const value* entry) const
{
    const auto at = std::ranges::lower_bound(procedures, entry, {}, [](const auto& pair) { return pair.first; });
    return at != procedures.end() && at->first == entry ? at->second : fhir::resource{};
}

std::optional<fhir::days> performed_on(const fhir::resource& procedure, const value** from)
{
    const value& performed = fhir::first_of(
        *procedure.node,
        {name::performedDateTime, name::performedPeriod, name::occurrenceDateTime, name::occurrencePeriod}
    );
    *from = &performed;
    return fhir::days_of(performed);
}

namespace {

/// Both ends, as written, are one day, or only one is there.
bool is_one_day(const value& period)
{
    const auto span = fhir::days_of(period);
    return span && span->is_one_day();
}

bool take_date(line& made, const value& sent)
{
    const auto days = fhir::days_of(sent);
    if (!days) return false;
    made.service = days;
    made.service_from = &sent;
    return true;
}

bool take_date_of_item(line& made, const claim_desk& claim)
{
    if (take_date(made, (*made.item)[name::servicedDate])) return true;
    if (take_date(made, (*made.item)[name::servicedPeriod])) return true;
    const value* from = nullptr;
    for (const fhir::resource& procedure : made.procedures) {
        if (performed_on(procedure, &from) && take_date(made, *from)) return true;
    }
    for (const value* entry : claim.lists.procedure.follow(*made.item).entries) {
        if (take_date(made, (*entry)[name::date])) return true;
    }
    const value& billable = claim.claim[name::billablePeriod];
    return is_one_day(billable) && take_date(made, billable);
}

/// The POS coding of a concept, or of the first of several that has one.
std::optional<sourced_code> place_in(const value& concepts, const tables& known)
{
    for (const value& concept_ : few(concepts)) {
        for (const value& coding : fhir::codings_of(concept_)) {
            const std::string_view code = fhir::trimmed(coding[name::code].text());
            const code_system system = known.system_of(fhir::trimmed(coding[name::system].text())).system;
            if (system == code_system::place_of_service && !code.empty()) {
                return sourced_code{std::string{code}, &concept_};
            }
        }
    }
    return std::nullopt;
}

std::optional<sourced_code> place_of_location(const value& reference, const fhir::resource& from, line_desk& desk)
{
    const fhir::resource location = desk.follow(reference, from);
    if (!location || location.type() != "Location") return std::nullopt;
    auto place = place_in(location[name::type], desk.known);
    if (place) place->from = &reference;
    return place;
}

std::optional<sourced_code> place_of_encounter(
    const value& references, const fhir::resource& from, const std::optional<fhir::days>& service, line_desk& desk
)
{
    for (const value& reference : few(references)) {
        const fhir::resource encounter = desk.follow(reference, from);
        if (!encounter || encounter.type() != "Encounter") continue;
        for (const value& stay : few(encounter[name::location])) {
            const auto period = fhir::days_of(stay[name::period]);
            if (period && service && !period->shares_a_day_with(*service)) continue;
            auto place = place_of_location(stay[name::location], encounter, desk);
            if (!place) continue;
            place->from = &reference;
            return place;
        }
    }
    return std::nullopt;
}

}  // namespace

void set_service_date(line& made, const claim_desk* claim)
{
    if (claim) {
        take_date_of_item(made, *claim);
        return;
    }
    const value* from = nullptr;
    if (performed_on(made.procedures.front(), &from)) take_date(made, *from);
}

void set_place(line& made, const claim_desk* claim, line_desk& desk)
{
    if (claim) {
        const value& item = *made.item;
        made.place = place_in(item[name::locationCodeableConcept], desk.known);
        if (!made.place) made.place = place_of_location(item[name::locationReference], claim->claim, desk);
        if (!made.place) made.place = place_of_location(claim->claim[name::facility], claim->claim, desk);
        if (!made.place) made.place = place_of_encounter(item[name::encounter], claim->claim, made.service, desk);
        if (!made.place) {
            made.place = place_of_encounter(claim->claim[name::encounter], claim->claim, made.service, desk);
        }
    }
    for (const fhir::resource& procedure : made.procedures) {
        if (made.place) return;
        made.place = place_of_location(procedure[name::location], procedure, desk);
        if (!made.place) made.place = place_of_encounter(procedure[name::encounter], procedure, made.service, desk);
    }
}

namespace {

/// The ICD-10-CM code of a concept, else its first code.
void take_diagnosis(line& made, const value& concept_, const value& from, const tables& known)
{
    std::string_view chosen;
    for (const value& coding : fhir::codings_of(concept_)) {
        const std::string_view code = fhir::trimmed(coding[name::code].text());
        const bool is_icd = known.system_of(fhir::trimmed(coding[name::system].text())).system == code_system::icd10cm;
        if (chosen.empty() || is_icd) chosen = code;
        if (is_icd && !code.empty()) break;
    }
    if (!chosen.empty()) made.diagnoses.push_back({fhir::raised(chosen), &from});
}

void take_condition(line& made, const value& reference, const value& at, const fhir::resource& from, line_desk& desk)
{
    const fhir::resource condition = desk.follow(reference, from);
    if (condition && condition.type() == "Condition") {
        take_diagnosis(made, condition[name::code], at, desk.known);
    }
}

void take_reasons(line& made, const fhir::resource& procedure, line_desk& desk)
{
    for (const value& concept_ : few(procedure[name::reasonCode])) {
        made.has_diagnosis = true;
        take_diagnosis(made, concept_, concept_, desk.known);
    }
    for (const value& reference : few(procedure[name::reasonReference])) {
        made.has_diagnosis = true;
        take_condition(made, reference, reference, procedure, desk);
    }
    for (const value& reason : few(procedure[name::reason])) {
        made.has_diagnosis = true;
        take_diagnosis(made, reason, reason, desk.known);
        if (reason[name::reference]) take_condition(made, reason[name::reference], reason, procedure, desk);
    }
}

}  // namespace

void set_diagnoses(line& made, const claim_desk* claim, line_desk& desk)
{
    if (claim) {
        for (const value* entry : claim->lists.diagnosis.follow(*made.item).entries) {
            made.has_diagnosis = true;
            const value& concept_ = (*entry)[name::diagnosisCodeableConcept];
            const value& reference = (*entry)[name::diagnosisReference];
            if (concept_) take_diagnosis(made, concept_, *entry, desk.known);
            if (reference) take_condition(made, reference, *entry, claim->claim, desk);
        }
    }
    if (made.has_diagnosis) return;
    for (const fhir::resource& procedure : made.procedures)
        take_reasons(made, procedure, desk);
}

namespace {

/// An organization says nothing of who did it: such a practitioner is unknown.
bool names_organization(const value& reference, const fhir::resource& target)
{
    if (target) return target.type() == "Organization";
    return fhir::literal_of(reference).find("Organization/") != std::string_view::npos ||
           reference[name::type].text() == "Organization";
}

person person_behind(const value& reference, const value& entry, const fhir::resource& from, line_desk& desk)
{
    person met;
    met.reference = &reference;
    met.from = from;
    const fhir::resource target = desk.follow(reference, from);
    if (target && target.type() == "PractitionerRole") {
        met.role = target;
        met.practitioner = desk.follow(target[name::practitioner], target);
        if (target[name::organization]) met.organization = &target[name::organization];
    } else if (target && target.type() == "Practitioner") {
        met.practitioner = target;
    }
    const value& specialty = fhir::first_of(entry, {name::qualification, name::specialty});
    if (specialty) met.specialty = &specialty;
    if (names_organization(reference, target)) return met;
    met.key = desk.who.meet(reference, from, target, met.practitioner);
    if (met.role && !met.practitioner) {
        const person_key behind = desk.who.meet(target[name::practitioner], target, {}, {});
        if (behind != nobody) met.key = behind;
    }
    return met;
}

void take_care_team(line& made, const claim_desk& claim, line_desk& desk)
{
    std::vector<const value*> members = claim.lists.care_team.follow(*made.item).entries;
    std::ranges::stable_partition(members, [](const value* entry) { return (*entry)[name::responsible].is_true(); });
    for (const value* entry : members) {
        const value& provider = (*entry)[name::provider];
        if (made.practitioners.size() == most_of_a_list) return;
        if (provider) made.practitioners.push_back(person_behind(provider, *entry, claim.claim, desk));
    }
}

void take_performers(line& made, const fhir::resource& procedure, line_desk& desk)
{
    for (const value& performer : few(procedure[name::performer])) {
        const value& actor = performer[name::actor];
        if (!actor) continue;
        person met = person_behind(actor, performer, procedure, desk);
        if (const value& behalf = performer[name::onBehalfOf]) met.organization = &behalf;
        made.practitioners.push_back(met);
    }
}

}  // namespace

void set_practitioners(line& made, const claim_desk* claim, line_desk& desk)
{
    if (claim) take_care_team(made, *claim, desk);
    for (const fhir::resource& procedure : made.procedures) {
        if (!made.practitioners.empty()) return;
        take_performers(made, procedure, desk);
    }
    if (made.practitioners.empty() && claim && claim->claim[name::provider]) {
        const value& provider = claim->claim[name::provider];
        made.practitioners.push_back(person_behind(provider, provider, claim->claim, desk));
    }
}

}  // namespace marrow::mappings

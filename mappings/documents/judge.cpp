#include "mappings/documents/judge.hpp"

#include "fhir/coding.hpp"
#include "fhir/primitives.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/documents/content.hpp"
#include "mappings/documents/text/narrative.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

document_worth worth_of(const value& type, const tables& known)
{
    document_worth best = document_worth::none;
    for (const value& coding : fhir::codings_of(type)) {
        const system_uri system = known.system_of(fhir::trimmed(coding[name::system].text()));
        if (system.system != code_system::loinc) continue;
        best = std::max(best, known.worth_of(fhir::trimmed(coding[name::code].text())));
    }
    return best;
}

document_worth worth_of_sections(const value& parent, const tables& known)
{
    document_worth best = document_worth::none;
    for (const value& section : parent[name::section].each()) {
        best = std::max(best, worth_of_sections(section, known));
        const document_worth own = worth_of(section[name::code], known);
        if (own > best && has_words(section)) best = own;
    }
    return best;
}

bool has_code(const value& type)
{
    return std::ranges::any_of(fhir::codings_of(type), [](const value& coding) {
        return !fhir::trimmed(coding[name::code].text()).empty();
    });
}

values with_type(values about, const value& type)
{
    const std::span<const value> codings = fhir::codings_of(type);
    if (codings.empty()) return about;
    if (auto code = shown(fhir::trimmed(codings.front()[name::code].text()))) about.emplace_back("type", *code);
    return about;
}

void judge_type(const document& of, context& with, const values& about, judgement& out)
{
    const value& type = of.type();
    document_worth worth = worth_of(type, with.known);
    if (of.kind == document_kind::composition || of.kind == document_kind::bundle) {
        worth = std::max(worth, worth_of_sections(*of.body.node, with.known));
    }
    out.is_enough = worth == document_worth::accepted || !has_code(type);
    out.is_evidence = out.is_enough || worth == document_worth::evidence_only;
    if (worth == document_worth::none)
        with.out.add("documentation-wrong-type", {type ? &type : of.root}, with_type(about, type));
}

bool is_one_of(std::string_view status, std::initializer_list<std::string_view> set)
{
    return std::ranges::find(set, status) != set.end();
}

values with_status(values about, std::string_view status)
{
    about.emplace_back("status", status);
    return about;
}

/// False when the document was withdrawn.
bool judge_status(const document& of, context& with, const values& about)
{
    if (of.kind == document_kind::attachment || of.kind == document_kind::binary) return true;
    bool stands = true;
    for (const name member : {name::status, name::docStatus}) {
        const value& status = of.body[member];
        const std::string_view text = fhir::trimmed(status.text());
        if (is_one_of(text, {"entered-in-error", "superseded", "cancelled", "deprecated"})) {
            with.out.add("documentation-withdrawn", {&status}, with_status(about, text));
            stands = false;
        } else if (is_one_of(text, {"preliminary", "registered", "partial", "draft", "in-progress"})) {
            with.out.add("documentation-not-final", {&status}, with_status(about, text));
        }
    }
    return stands;
}

bool shares_a_day(const value& period, const fhir::days& service)
{
    const auto days = fhir::days_of(period);
    return !days || days->shares_a_day_with(service);
}

/// The period that lies outside; of several events all must.
const value* outside(const value& periods, const fhir::days& service)
{
    const value* found = nullptr;
    for (const value& period : periods.each()) {
        if (shares_a_day(period, service)) return nullptr;
        if (!found) found = &period;
    }
    return found;
}

const value* outside_events(const value& events, const fhir::days& service)
{
    const value* found = nullptr;
    for (const value& event : events.each()) {
        const value& period = event[name::period];
        if (!period) continue;
        if (shares_a_day(period, service)) return nullptr;
        if (!found) found = &period;
    }
    return found;
}

const value* outside_period(const document& of, const fhir::days& service)
{
    const fhir::resource& body = of.body;
    switch (of.kind) {
    case document_kind::reference:
        if (const value* found = outside(body[name::context][name::period], service)) return found;
        return outside(body[name::period], service);
    case document_kind::report:
        return outside(fhir::first_of(*body.node, {name::effectiveDateTime, name::effectivePeriod}), service);
    case document_kind::composition:
    case document_kind::bundle:
        return outside_events(body[name::event], service);
    default:
        return nullptr;
    }
}

const value& own_date(const document& of)
{
    switch (of.kind) {
    case document_kind::reference:
    case document_kind::composition:
    case document_kind::bundle:
        return of.body[name::date];
    case document_kind::report:
        return of.body[name::issued];
    default:
        return fhir::json::missing;
    }
}

/// The Patient of a document Bundle that its own subject names: by fullUrl, or by type and id.
const value* patient_within(const value& bundle, std::string_view reference)
{
    for (const value& entry : bundle[name::entry].each()) {
        const value& resource = entry[name::resource];
        if (resource[name::resourceType].text() != "Patient") continue;
        const std::string_view id = resource[name::id].text();
        const bool is_named = !id.empty() && reference.starts_with("Patient/") && reference.substr(8) == id;
        if (is_named || entry[name::fullUrl].text() == reference) return &resource;
    }
    return nullptr;
}

bool is_same_patient(const document& of, const value& subject, const line& asked, const fhir::submission& within)
{
    if (fhir::same_thing(within, subject, of.body, *asked.patient, asked.patient_from)) return true;
    if (of.kind != document_kind::bundle) return false;
    const value* inner = patient_within(*of.root, fhir::literal_of(subject));
    const fhir::resolved outer = within.resolve(*asked.patient, asked.patient_from);
    if (!inner || !outer) return false;
    const std::string_view id = (*inner)[name::id].text();
    const bool is_of_one_sender = of.body.owner->sender == outer.target.owner->sender;
    return fhir::share_an_identifier(*inner, *outer.target.node) ||
           (is_of_one_sender && !id.empty() && id == outer.target[name::id].text());
}

}  // namespace

judgement judge(const document& of, context& with, const values& about)
{
    judgement out;
    judge_type(of, with, about, out);
    const bool stands = judge_status(of, with, about);
    const content_reading content = judge_content(of, with, about);
    out.is_sound = stands && content.is_whole;
    out.read = content.read;
    return out;
}

bool is_of_patient(const document& of, const line& asked, context& with)
{
    const bool has_subject = of.kind == document_kind::reference || of.kind == document_kind::report ||
                             of.kind == document_kind::composition || of.kind == document_kind::bundle;
    if (!has_subject || !asked.patient) return true;
    const value& subject = of.body[name::subject].first();
    if (!subject[name::reference] && !subject[name::identifier]) return true;
    if (is_same_patient(of, subject, asked, with.of)) return true;
    with.out.add("documentation-for-another-patient", {&subject}, about(asked));
    return false;
}

void judge_dates(const document& of, const line& asked, context& with)
{
    if (!asked.service) return;
    const value* found = outside_period(of, *asked.service);
    const value& date = own_date(of);
    if (!found) {
        const auto written = fhir::day_of(date.text());
        if (written && *written < asked.service->first) found = &date;
    }
    if (!found) return;
    values words = about(asked);
    if (const auto days = fhir::days_of(*found)) words.emplace_back("other_date", fhir::to_string(*days));
    with.out.add("documentation-outside-service-dates", {found}, std::move(words));
}

}  // namespace marrow::mappings

#include "mappings/earlier_line.hpp"

#include "fhir/coding.hpp"
#include "fhir/names.hpp"
#include "mappings/lines/reader.hpp"

#include <algorithm>
#include <utility>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

using names = std::vector<std::string>;

void add(names& to, names more)
{
    for (std::string& each : more)
        if (to.size() < most_names_kept && std::ranges::find(to, each) == to.end()) to.push_back(std::move(each));
}

bool was_done(const line& of)
{
    return !of.preauthorization && std::ranges::all_of(of.procedures, was_performed);
}

earlier_line kept(const line& of, names patient)
{
    const bool is_professional = of.type == claim_type::professional;
    earlier_line out{of.code.code, {}, *of.service, is_professional, std::move(patient), {}, {}, {}};
    for (const sourced_code& modifier : of.modifiers)
        out.modifiers.push_back(modifier.code);
    out.practitioners = practitioner_names(of);
    out.from = fhir::names_of(of.claim ? of.claim : of.procedures.front());
    out.procedures = procedure_names(of);
    return out;
}

/// A claim that is only associated is another one; any other relation says that it stands in the place of the old.
void add_related(names& to, const fhir::resource& claim)
{
    for (const value& related : claim[name::related].each()) {
        const auto says_associated = [](const value& coding) { return coding[name::code].text() == "associated"; };
        if (std::ranges::any_of(fhir::codings_of(related[name::relationship]), says_associated)) continue;
        std::ranges::move(fhir::names_asked(related[name::claim], claim), std::back_inserter(to));
        const value& identifier = related[name::reference];
        std::string named =
            fhir::identifier_name("Claim", identifier[name::system].text(), identifier[name::value].text());
        if (!named.empty()) to.push_back(std::move(named));
    }
}

}  // namespace

names patient_names(const line& of, const fhir::submission& in)
{
    if (!of.patient) return {};
    const fhir::resource patient = in.resolve(*of.patient, of.patient_from).target;
    names out;
    if (patient) add(out, fhir::names_of(patient));
    add(out, fhir::names_asked(*of.patient, of.patient_from));
    return out;
}

names practitioner_names(const line& of)
{
    names out;
    for (const person& each : of.practitioners) {
        if (each.key == nobody) continue;
        if (each.practitioner) add(out, fhir::names_of(each.practitioner));
        if (each.role) add(out, fhir::names_asked(each.role[name::practitioner], each.role));
        add(out, fhir::names_asked(*each.reference, each.from));
    }
    return out;
}

names procedure_names(const line& of)
{
    names out;
    for (const fhir::resource& procedure : of.procedures)
        add(out, fhir::names_of(procedure));
    for (const value* entry : of.pointed)
        add(out, fhir::names_asked((*entry)[name::procedureReference], of.claim));
    return out;
}

names replaced_names(const fhir::submission& of)
{
    names out;
    for (const fhir::entry& each : of.entries()) {
        if (each.type != "Claim" && each.type != "Procedure") continue;
        std::ranges::move(fhir::names_of(each), std::back_inserter(out));
        if (each.type == "Claim") add_related(out, {each.resource, &each});
    }
    return out;
}

kept_lines lines_to_keep(std::span<const line> lines, const fhir::submission& of)
{
    kept_lines out{{}, replaced_names(of)};
    for (const line& each : lines) {
        if (!each.service || !was_done(each)) continue;
        names patient = patient_names(each, of);
        if (!patient.empty()) out.lines.push_back(kept(each, std::move(patient)));
    }
    return out;
}

}  // namespace marrow::mappings

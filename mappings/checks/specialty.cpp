#include "fhir/coding.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

struct specialty {
    std::string_view code;
    const value* from{};
};

void take_nucc(std::vector<specialty>& out, const value& concepts, const tables& known)
{
    for (const value& concept_ : concepts.each()) {
        for (const value& coding : fhir::codings_of(concept_)) {
            const code_system system = known.system_of(fhir::trimmed(coding[name::system].text())).system;
            if (system == code_system::nucc) out.push_back({fhir::trimmed(coding[name::code].text()), &concept_});
        }
    }
}

/// The NUCC codes of the role's specialty, else of the care team's qualification.
std::vector<specialty> specialties_of(const person& who, const tables& known)
{
    std::vector<specialty> out;
    if (who.role) take_nucc(out, who.role[name::specialty], known);
    if (out.empty() && who.specialty) take_nucc(out, *who.specialty, known);
    return out;
}

}  // namespace

void check_specialty(context& with, const batch& at)
{
    for (const add_on_line& add_on : at.add_ons) {
        if (!add_on.family || add_on.of->practitioners.empty()) continue;
        const std::vector<specialty> known_ones = specialties_of(add_on.of->practitioners.front(), with.known);
        const auto is_usual = [&](const specialty& each) { return with.known.is_usual_specialty(each.code); };
        if (known_ones.empty() || std::ranges::any_of(known_ones, is_usual)) continue;
        values words = about(*add_on.of);
        if (auto code = shown(known_ones.front().code)) words.emplace_back("what", *code);
        with.out.add("specialty-unusual", {known_ones.front().from, add_on.of->at}, std::move(words));
    }
}

}  // namespace marrow::mappings

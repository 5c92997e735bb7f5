#include "fhir/coding.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// The NUCC codes of the role's specialty, else of the care team's qualification.
std::vector<std::string_view> specialties_of(const person& who, const tables& known)
{
    std::vector<std::string_view> codes;
    const auto take = [&](const value& concepts) {
        for (const value& concept_ : concepts.each()) {
            for (const value& coding : fhir::codings_of(concept_)) {
                const code_system system = known.system_of(fhir::trimmed(coding[name::system].text())).system;
                if (system == code_system::nucc) codes.push_back(fhir::trimmed(coding[name::code].text()));
            }
        }
    };
    if (who.role) take(who.role[name::specialty]);
    if (codes.empty() && who.specialty) take(*who.specialty);
    return codes;
}

}  // namespace

void check_specialty(context& with)
{
    for (const add_on_line& add_on : with.add_ons) {
        if (!add_on.family || add_on.of->practitioners.empty()) continue;
        const person& who = add_on.of->practitioners.front();
        const std::vector<std::string_view> codes = specialties_of(who, with.known);
        const auto is_usual = [&](std::string_view code) { return with.known.is_usual_specialty(code); };
        if (codes.empty() || std::ranges::any_of(codes, is_usual)) continue;
        values words = about(*add_on.of);
        if (auto code = shown(codes.front())) words.emplace_back("what", *code);
        with.out.add("specialty-unusual", {who.entry, add_on.of->at}, std::move(words));
    }
}

}  // namespace marrow::mappings

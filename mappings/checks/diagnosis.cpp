#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

void check_diagnosis(context& with, const batch& at)
{
    for (const add_on_line& add_on : at.add_ons) {
        if (!add_on.family) continue;
        const line& of = *add_on.of;
        if (!of.has_diagnosis) {
            with.out.add("diagnosis-missing", {of.at}, about(of));
            continue;
        }
        const auto supports = [&](const sourced_code& diagnosis) {
            return with.known.is_reason(add_on.family->what, diagnosis.code);
        };
        if (of.diagnoses.empty() || std::ranges::any_of(of.diagnoses, supports)) continue;
        values words = about(of);
        if (auto code = shown(of.diagnoses.front().code)) words.emplace_back("diagnosis", *code);
        std::vector<const fhir::json::value*> places;
        for (const sourced_code& diagnosis : of.diagnoses)
            places.push_back(diagnosis.from);
        with.out.add("diagnosis-not-supporting", std::move(places), std::move(words));
    }
}

}  // namespace marrow::mappings

#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

void check_diagnosis(context& with)
{
    for (const add_on_line& add_on : with.add_ons) {
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
        std::vector<const fhir::json::value*> at;
        for (const sourced_code& diagnosis : of.diagnoses)
            at.push_back(diagnosis.from);
        with.out.add("diagnosis-not-supporting", std::move(at), std::move(words));
    }
}

}  // namespace marrow::mappings

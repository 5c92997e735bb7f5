#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

bool has_modifier_form(std::string_view modifier)
{
    return modifier.size() == 2 &&
           std::ranges::all_of(modifier, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

void check_modifiers(context& with, const batch& at)
{
    for (const line& each : at.lines) {
        const bool is_watched = with.known.family(each.code.code) != nullptr;
        for (const sourced_code& modifier : each.modifiers) {
            const modifier_row* row = is_watched ? with.known.modifier(modifier.code) : nullptr;
            const std::string_view finding = !has_modifier_form(modifier.code) ? std::string_view{"modifier-malformed"}
                                             : row                             ? std::string_view{row->finding}
                                                                               : std::string_view{};
            if (finding.empty()) continue;
            values words = about(each);
            if (auto text = shown(modifier.code)) words.emplace_back("modifier", *text);
            with.out.add(finding, {modifier.from}, std::move(words));
        }
    }
}

}  // namespace marrow::mappings

#include "fhir/coding.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// A side, with the element that says it; no side when nothing says one, or when both are said.
struct said_side {
    std::string_view side;
    const value* from{};
    bool both{};
    std::size_t looks_left{64};    ///< at body sites
    std::size_t text_left{4'096};  ///< bytes of their text

    bool may_look() { return looks_left != 0 && looks_left-- != 0; }

    void hear(std::string_view said, const value& at)
    {
        if (said.empty()) return;
        both = both || (!side.empty() && side != said);
        if (side.empty()) from = &at;
        if (side.empty()) side = said;
    }

    bool is_known() const { return !side.empty() && !both; }
};

bool has_word(std::string_view text, std::string_view word)
{
    const std::string low = fhir::lowered(text);
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t at = low.find(word); at != std::string::npos; at = low.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_letter(low[at - 1])) && (end == low.size() || !is_letter(low[end]))) return true;
    }
    return false;
}

void hear_text(said_side& out, std::string_view text, const value& at)
{
    text = text.substr(0, out.text_left);
    out.text_left -= text.size();
    for (const std::string_view side : {"right", "left"}) {
        if (has_word(text, side)) out.hear(side, at);
    }
}

void hear_concept(said_side& out, const value& concept_, const value& at, const tables& known)
{
    for (const value& coding : fhir::codings_of(concept_)) {
        const code_system system = known.system_of(fhir::trimmed(coding[name::system].text())).system;
        if (system == code_system::snomed) out.hear(known.side_of(fhir::trimmed(coding[name::code].text())), at);
        hear_text(out, coding[name::display].text(), at);
    }
    hear_text(out, fhir::text_of(concept_), at);
}

said_side side_of_modifiers(const line& of, const tables& known)
{
    said_side out;
    for (const sourced_code& modifier : of.modifiers) {
        const modifier_row* row = known.modifier(modifier.code);
        if (row) out.hear(row->side, *modifier.from);
    }
    return out;
}

/// What the body sites of the item and of the Procedures behind it say.
said_side side_of_sites(const line& of, const tables& known)
{
    said_side out;
    if (of.item) {
        for (const value& site : (*of.item)[name::bodySite].each()) {
            if (!out.may_look()) return out;
            hear_concept(out, site, site, known);
            for (const value& inner : site[name::site].each()) {
                if (!out.may_look()) return out;
                hear_concept(out, inner, site, known);
            }
        }
    }
    for (const fhir::resource& procedure : of.procedures) {
        for (const value& site : procedure[name::bodySite].each()) {
            if (!out.may_look()) return out;
            hear_concept(out, site, site, known);
        }
    }
    return out;
}

}  // namespace

void check_laterality(context& with, const batch& at)
{
    for (const add_on_line& add_on : at.add_ons) {
        if (!add_on.family) continue;
        const said_side modifier = side_of_modifiers(*add_on.of, with.known);
        const said_side site = side_of_sites(*add_on.of, with.known);
        const said_side& own = modifier.is_known() ? modifier : site;
        if (!own.is_known() || modifier.both) continue;
        const auto contradicts = [&](const said_side& other) { return other.is_known() && other.side != own.side; };
        if (contradicts(site)) {
            with.out.add("laterality-conflict", {own.from, site.from}, about(*add_on.of));
            continue;
        }
        if (!add_on.primary) continue;
        const said_side others[]{
            side_of_modifiers(*add_on.primary, with.known), side_of_sites(*add_on.primary, with.known)};
        const auto conflict = std::ranges::find_if(others, contradicts);
        if (conflict == std::end(others)) continue;
        with.out.add("laterality-conflict", {own.from, conflict->from}, about(*add_on.of, *add_on.primary));
    }
}

}  // namespace marrow::mappings

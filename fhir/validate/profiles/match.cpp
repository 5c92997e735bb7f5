#include "fhir/validate/profiles/match.hpp"

#include <algorithm>

namespace marrow::fhir::validate::profiles {

using json::value;

namespace {

/// Names unknown to FHIR, those with an underscore among them, have numbers of their document: they are passed over.
bool is_known(const value& member)
{
    return member.key() < json::name::first_unknown;
}

bool is_same_text(const value& a, const value& b)
{
    return a.type() == b.type() && a.text() == b.text();
}

bool has_match(const value& among, const value& pattern)
{
    return std::ranges::any_of(among.each(), [&](const value& each) { return !lacks(each, pattern); });
}

}  // namespace

const value* lacks(const value& at, const value& pattern)
{
    if (pattern.is_array()) {
        const bool has_all =
            std::ranges::all_of(pattern.items(), [&](const value& each) { return has_match(at, each); });
        return has_all ? nullptr : &at;
    }
    if (!pattern.is_object()) return is_same_text(at, pattern) ? nullptr : &at;
    for (const value& each : pattern.items()) {
        if (!is_known(each)) continue;
        const value& own = at[each.key()];
        if (!own) return &at;
        if (const value* where = lacks(own, each)) return each.is_array() ? &at : where;
    }
    return nullptr;
}

const value* differs_from(const value& at, const value& fixed)
{
    if (at.type() != fixed.type()) return &at;
    if (fixed.is_array()) {
        const auto own = at.items();
        if (own.size() != fixed.items().size()) return &at;
        for (std::size_t i = 0; i < own.size(); ++i)
            if (const value* where = differs_from(own[i], fixed.items()[i])) return where;
        return nullptr;
    }
    if (!fixed.is_object()) return is_same_text(at, fixed) ? nullptr : &at;
    for (const value& each : fixed.items()) {
        if (!is_known(each)) continue;
        const value& own = at[each.key()];
        if (!own || (each.is_array() && own.items().size() != each.items().size())) return &at;
        if (const value* where = differs_from(own, each)) return where;
    }
    const auto added =
        std::ranges::find_if(at.items(), [&](const value& each) { return is_known(each) && !fixed[each.key()]; });
    return added == at.items().end() ? nullptr : &*added;
}

}  // namespace marrow::fhir::validate::profiles

#include "fhir/coding.hpp"

#include "fhir/names.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir {

using json::name;

namespace {

constexpr std::size_t most_codings = 32;
constexpr std::size_t most_identifiers = 64;

std::span<const json::value> identifiers_of(const json::value& element)
{
    const auto all = element[name::identifier].each();
    return all.first(std::min(all.size(), most_identifiers));
}

bool agree(const json::value& a, const json::value& b)
{
    const std::string_view value = a[name::value].text();
    const std::string_view system = a[name::system].text();
    if (value.empty() || system.empty() || value.size() + system.size() > submission::longest_identifier) return false;
    return value == b[name::value].text() && system == b[name::system].text();
}

bool share_any_identifier(
    const json::value& a, const resolved& a_target, const json::value& b, const resolved& b_target
)
{
    if (share_an_identifier(a, b)) return true;
    if (b_target && share_an_identifier(a, *b_target.target.node)) return true;
    if (!a_target) return false;
    if (share_an_identifier(*a_target.target.node, b)) return true;
    return b_target && share_an_identifier(*a_target.target.node, *b_target.target.node);
}

bool are_versions_of_one(const resource& a, const resource& b)
{
    const bool are_entries = a.node == a.owner->resource && b.node == b.owner->resource;
    if (!are_entries || a.owner->full_url.empty() || a.owner->full_url != b.owner->full_url) return false;
    return a.owner->sender == b.owner->sender ||
           parse_reference(a.owner->full_url).kind == literal_reference::form::absolute;
}

/// The URL with its base where that is known, else as it stands.
std::string whole_url(const literal_reference& literal, const resource& from)
{
    if (literal.kind != literal_reference::form::relative) return std::string{literal.url};
    return std::string{restful_base(from.owner->full_url)}.append(literal.url);
}

bool are_one_text(const json::value& a, const resource& a_from, const json::value& b, const resource& b_from)
{
    using form = literal_reference::form;
    const literal_reference left = parse_reference(literal_of(a));
    const literal_reference right = parse_reference(literal_of(b));
    if (left.kind == form::empty || right.kind == form::empty) return false;
    if (left.kind == form::fragment || right.kind == form::fragment)
        return left.kind == right.kind && left.url == right.url && a_from.owner == b_from.owner;
    if (a_from.owner->sender != b_from.owner->sender) {
        const std::string location = location_asked(left, a_from);
        return !location.empty() && location == location_asked(right, b_from);
    }
    return left.url == right.url || whole_url(left, a_from) == whole_url(right, b_from);
}

}  // namespace

std::span<const json::value> codings_of(const json::value& concept_or_reference)
{
    const json::value& own = concept_or_reference[name::coding];
    const json::value& codings = own ? own : concept_or_reference[name::concept_][name::coding];
    return codings.each().first(std::min(codings.each().size(), most_codings));
}

std::string_view text_of(const json::value& concept_or_reference)
{
    const json::value& inner = concept_or_reference[name::concept_];
    return (inner ? inner : concept_or_reference)[name::text].text();
}

bool share_an_identifier(const json::value& a, const json::value& b)
{
    const auto theirs = identifiers_of(b);
    return std::ranges::any_of(identifiers_of(a), [&](const json::value& mine) {
        return std::ranges::any_of(theirs, [&](const json::value& other) { return agree(mine, other); });
    });
}

bool same_thing(
    const submission& within, const json::value& a, const resource& a_from, const json::value& b, const resource& b_from
)
{
    const resolved left = within.resolve(a, a_from);
    const resolved right = within.resolve(b, b_from);
    if (left && right && (left.target == right.target || are_versions_of_one(left.target, right.target))) return true;
    if (share_any_identifier(a, left, b, right)) return true;
    return !(left && right) && are_one_text(a, a_from, b, b_from);
}

}  // namespace marrow::fhir

#include "fhir/submission.hpp"

#include "fhir/primitives.hpp"

#include <string>

namespace marrow::fhir {

using json::name;

namespace {

/// One pass over the members, however many there are.
void read_resource(const json::value& resource, entry& into)
{
    into.resource = &resource;
    for (const json::value& member : resource.items()) {
        if (member.key() == name::resourceType)
            into.type = member.text();
        else if (member.key() == name::id)
            into.id = member.text();
        else if (member.key() == name::contained)
            into.contained = &member;
        else if (member.key() == name::meta)
            into.version_id = member[name::versionId].text();
    }
    if (!into.id.empty() || restful_base(into.full_url).empty()) return;
    const literal_reference url = parse_reference(into.full_url);
    if (url.type == into.type) into.id = url.id;
}

entry read_entry(const json::value& node, std::uint32_t index)
{
    entry made{.node = &node, .resource = &json::missing, .index = index};
    const json::value* resource = &json::missing;
    for (const json::value& member : node.items()) {
        if (member.key() == name::fullUrl)
            made.full_url = member.text();
        else if (member.key() == name::resource)
            resource = &member;
    }
    read_resource(*resource, made);
    return made;
}

std::vector<entry> read_entries(const json::value& root, bool is_bundle)
{
    std::vector<entry> entries;
    if (!is_bundle) {
        entries.push_back({.node = &root, .resource = &json::missing});
        read_resource(root, entries.back());
        return entries;
    }
    const auto nodes = root[name::entry].each();
    entries.reserve(nodes.size());
    for (const json::value& node : nodes)
        entries.push_back(read_entry(node, static_cast<std::uint32_t>(entries.size())));
    return entries;
}

/// Reference.type may be the URL of a type as well as its name.
std::string_view type_of(const json::value& reference, const literal_reference& literal)
{
    const std::string_view type = reference[name::type].text();
    return type.empty() ? literal.type : type.substr(type.rfind('/') + 1);
}

std::string_view bounded(std::string_view literal)
{
    return literal.size() > submission::longest_reference ? std::string_view{} : trimmed(literal);
}

bool is_settled(const resolved& by)
{
    return by.how == resolution::found || by.how == resolution::ambiguous;
}

}  // namespace

std::string_view literal_of(const json::value& reference)
{
    return bounded(reference[name::reference].text());
}

submission::submission(const json::document& of, version release)
    : source_{&of},
      release_{release},
      is_bundle_{of.root()[name::resourceType].text() == "Bundle"},
      entries_{read_entries(of.root(), is_bundle_)},
      index_{entries_, is_bundle_}
{
}

resolved submission::by_rules(const literal_reference& literal, const resource& from) const
{
    using form = literal_reference::form;
    switch (literal.kind) {
    case form::empty:
        return {};
    case form::fragment:
        if (literal.url.empty()) return {resolution::found, {from.owner->resource, from.owner}};
        return index_.contained(*from.owner, literal.url);
    case form::absolute:
        return index_.by_full_url(literal.url, literal.version);
    case form::conditional: {
        if (const resolved exact = index_.by_full_url(literal.url, {}); is_settled(exact)) return exact;
        const auto asked = parse_criteria(literal.criteria);
        return asked ? index_.by_identifier(literal.type, *asked) : resolved{resolution::not_found, {}};
    }
    case form::relative:
        break;
    }
    const std::string_view base = restful_base(from.owner->full_url);
    if (base.empty()) return {resolution::not_found, {}};
    return index_.by_full_url(std::string{base}.append(literal.url), literal.version);
}

resolved submission::by_guess(const literal_reference& literal) const
{
    if (literal.id.empty()) return {resolution::not_found, {}};
    resolved by = index_.by_type_and_id(literal.type, literal.id);
    if (by.how == resolution::found) by.how = resolution::guessed;
    return by;
}

resolved submission::resolve(const json::value& reference, const resource& from) const
{
    const json::value& inner = reference[name::reference];
    if (inner.is_object()) return resolve(inner, from);
    const literal_reference literal = parse_reference(bounded(inner.text()));
    const resolved by_literal = by_rules(literal, from);
    if (is_settled(by_literal)) return by_literal;

    const json::value& identifier = reference[name::identifier];
    const std::string_view system = identifier[name::system].text();
    const std::string_view value = identifier[name::value].text();
    resolved by_identifier = by_literal;
    if (!system.empty() && !value.empty() && system.size() + value.size() <= longest_identifier)
        by_identifier = index_.by_identifier(type_of(reference, literal), {std::string{system}, std::string{value}});
    if (by_identifier.how == resolution::found) return by_identifier;

    const resolved guess = by_guess(literal);
    return guess.how == resolution::not_found ? by_identifier : guess;
}

resolved submission::resolve_url(std::string_view url, const resource& from) const
{
    const literal_reference literal = parse_reference(bounded(url));
    const resolved by = by_rules(literal, from);
    return by.how == resolution::not_found ? by_guess(literal) : by;
}

}  // namespace marrow::fhir

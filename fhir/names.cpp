#include "fhir/names.hpp"

#include "fhir/primitives.hpp"
#include "fhir/reference.hpp"
#include "fhir/submission.hpp"

#include <algorithm>
#include <span>

namespace marrow::fhir {

using json::name;

namespace {

constexpr std::string_view history = "/_history/";

void add(std::vector<std::string>& to, std::string name)
{
    const bool is_name = !name.empty() && name.size() <= longest_name;
    if (is_name && std::ranges::find(to, name) == to.end()) to.push_back(std::move(name));
}

void append_escaped(std::string& to, std::string_view text)
{
    for (const char c : text) {
        if (std::string_view{"\\|,$"}.find(c) != std::string_view::npos) to += '\\';
        to += c;
    }
}

void add_versioned(std::vector<std::string>& to, const std::string& url, std::string_view version)
{
    if (!version.empty()) add(to, std::string{url}.append(history).append(version));
    add(to, url);
}

void add_criteria(std::vector<std::string>& to, const literal_reference& literal)
{
    const auto asked = parse_criteria(literal.criteria);
    if (asked && asked->system) add(to, identifier_name(literal.type, *asked->system, asked->value));
}

}  // namespace

std::string name_to(std::string_view sender, std::string_view type_and_id)
{
    if (sender.empty()) return std::string{type_and_id};
    return std::string{"@"}.append(sender).append("/").append(type_and_id);
}

std::string identifier_name(std::string_view type, std::string_view system, std::string_view value)
{
    if (system.empty() || value.empty() || system.size() + value.size() > submission::longest_identifier) return {};
    std::string name{type};
    name.append("?identifier=");
    append_escaped(name, system);
    name += '|';
    append_escaped(name, value);
    return name.size() <= longest_name ? name : std::string{};
}

std::string location_asked(const literal_reference& literal, const resource& from)
{
    using form = literal_reference::form;
    if (literal.kind == form::absolute) return std::string{literal.url};
    if (literal.kind != form::relative || literal.id.empty()) return {};
    const std::string_view base = restful_base(from.owner->full_url);
    if (!base.empty()) return std::string{base}.append(literal.url);
    const bool is_type_and_id = literal.url.size() == literal.type.size() + 1 + literal.id.size();
    return is_type_and_id ? name_to(from.owner->sender, literal.url) : std::string{};
}

bool is_of_version(std::string_view name)
{
    const std::size_t last = name.rfind('/');
    return last != std::string_view::npos && name.substr(0, last + 1).ends_with(history);
}

std::vector<std::string> locations_of(const entry& of)
{
    std::vector<std::string> out;
    if (!of.resource->is_object()) return out;
    const literal_reference url = parse_reference(of.full_url);
    if (url.kind == literal_reference::form::absolute) add(out, std::string{url.url});
    if (restful_base(of.full_url).empty() && !of.type.empty() && !of.id.empty())
        add(out, name_to(of.sender, std::string{of.type}.append("/").append(of.id)));
    return out;
}

std::vector<std::string> names_of(const resource& of)
{
    std::vector<std::string> out;
    const entry& owner = *of.owner;
    if (of.node == owner.resource) {
        for (const std::string& location : locations_of(owner))
            add_versioned(out, location, owner.version_id);
    }
    const auto identifiers = of[name::identifier].each();
    for (const json::value& each : identifiers.first(std::min(identifiers.size(), most_identifiers_named))) {
        for (const std::string_view type : {of.type(), std::string_view{}})
            add(out, identifier_name(type, each[name::system].text(), each[name::value].text()));
    }
    return out;
}

std::vector<std::string> names_of(const entry& of)
{
    return names_of({of.resource, &of});
}

std::vector<std::string> names_asked(const json::value& reference, const resource& from)
{
    const json::value& inner = reference[name::reference];
    if (inner.is_object()) return names_asked(inner, from);
    std::vector<std::string> out;
    const literal_reference literal = parse_reference(literal_at(reference));
    if (const std::string url = location_asked(literal, from); !url.empty()) add_versioned(out, url, literal.version);
    add_criteria(out, literal);
    const json::value& identifier = reference[name::identifier];
    const std::string_view type = type_asked(reference, literal);
    add(out, identifier_name(type, identifier[name::system].text(), identifier[name::value].text()));
    return out;
}

}  // namespace marrow::fhir

#include "fhir/path.hpp"

#include "fhir/choice.hpp"
#include "fhir/definitions/model.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string_view>

namespace marrow::fhir {

using json::name;

namespace {

constexpr std::array<std::string_view, 28> keywords{
    "and",    "as",      "contains",    "day",          "days",   "div",     "false", "hour",  "hours",  "implies",
    "in",     "is",      "millisecond", "milliseconds", "minute", "minutes", "mod",   "month", "months", "or",
    "second", "seconds", "true",        "week",         "weeks",  "xor",     "year",  "years"};

void append_name(std::string& out, std::string_view element)
{
    const std::string_view mark = std::ranges::binary_search(keywords, element) ? "`" : "";
    out.append(".").append(mark).append(element).append(mark);
}

/// With the underscore of a primitive's sibling, or without.
bool is_name_of_fhir(std::string_view spelling)
{
    if (spelling.starts_with('_')) spelling.remove_prefix(1);
    return json::known_name(spelling) != name::none;
}

bool is_resource_type(std::string_view name)
{
    constexpr std::array<std::string_view, 4> usual{"Bundle", "Claim", "Parameters", "Procedure"};
    constexpr std::array releases{version::r4, version::r4b, version::r5};
    const auto has_it = [&](version release) {
        const definitions::type* found = definitions::model::of(release).find(name);
        return found && found->is == definitions::kind::resource;
    };
    return std::ranges::find(usual, name) != usual.end() || std::ranges::any_of(releases, has_it);
}

/// $this stands for a root of no type of FHIR: its name could be anything, data of the patient too.
std::string_view start_of(const json::value& root)
{
    const std::string_view type = root[name::resourceType].text();
    return is_resource_type(type) ? type : "$this";
}

bool is_or_lists(const json::value& one, const json::value& element)
{
    const auto items = one.items();
    return &one == &element ||
           (std::less_equal{}(items.data(), &element) && std::less{}(&element, items.data() + items.size()));
}

/// The child that is or holds the value, if one does. Children stand in the order of their offsets; but in XML a
/// primitive and the sibling behind it stand in the same elements.
const json::value* child_towards(const json::value& parent, const json::value& element)
{
    const auto children = parent.items();
    const auto after = std::ranges::upper_bound(children, element.offset(), {}, &json::value::offset);
    if (after == children.begin()) return nullptr;
    const json::value& last = *std::prev(after);
    const bool is_before = &last != children.data() && is_or_lists(*(&last - 1), element);
    return is_before ? &last - 1 : &last;
}

/// The item of the index that the path begins with; it is dropped from the path.
const json::value* take_item(const json::value& of, std::string_view& path)
{
    std::size_t index = 0;
    const auto [end, failed] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
    if (failed != std::errc{} || end == path.data() + path.size() || *end != ']') return nullptr;
    path.remove_prefix(static_cast<std::size_t>(end + 1 - path.data()));
    return of.is_array() && index < of.items().size() ? &of.items()[index] : nullptr;
}

/// The same of a member.
const json::value*
take_member(const json::document& in, const json::value& of, const json::value& resource, std::string_view& path)
{
    if (path.front() != '.') return nullptr;
    path.remove_prefix(1);
    std::string_view wanted = path.substr(0, path.find_first_of(".["));
    path.remove_prefix(wanted.size());
    if (wanted.size() > 2 && wanted.starts_with('`')) wanted = wanted.substr(1, wanted.size() - 2);
    if (!of.is_object()) return nullptr;
    const auto has_name = [&](const json::value& member) {
        return element_name(in.spelling(member.key()), member, resource) == wanted;
    };
    const auto found = std::ranges::find_if(of.items(), has_name);
    return found == of.items().end() ? nullptr : &*found;
}

}  // namespace

std::string path_to(const json::document& of, const json::value& element)
{
    std::string path{start_of(of.root())};
    const json::value* resource = &of.root();
    const json::value* at = &of.root();
    while (at != &element) {
        const json::value* child = child_towards(*at, element);
        if (!child) return std::string{start_of(of.root())};
        if (child->key() == name::resource || at->key() == name::contained) resource = child;
        if (at->is_array()) {
            path.append("[").append(std::to_string(child - at->items().data())).append("]");
        } else {
            const std::string_view spelling = of.spelling(child->key());
            if (!is_name_of_fhir(spelling)) break;
            append_name(path, element_name(spelling, *child, *resource));
        }
        at = child;
    }
    return path;
}

const json::value* element_at(const json::document& of, std::string_view path)
{
    const std::string_view start = start_of(of.root());
    if (!path.starts_with(start)) return nullptr;
    path.remove_prefix(start.size());
    const json::value* resource = &of.root();
    const json::value* at = &of.root();
    while (!path.empty()) {
        const json::value* child = path.front() == '[' ? take_item(*at, path) : take_member(of, *at, *resource, path);
        if (!child) return nullptr;
        if (child->key() == name::resource || at->key() == name::contained) resource = child;
        at = child;
    }
    return at;
}

bool contains(const json::document& of, const json::value& ancestor, const json::value& element)
{
    bool is_met = false;
    for (const json::value* at = &of.root(); at; at = child_towards(*at, element)) {
        is_met = is_met || at == &ancestor;
        if (at == &element) return is_met;
    }
    return false;
}

}  // namespace marrow::fhir

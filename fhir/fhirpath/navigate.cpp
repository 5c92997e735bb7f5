#include "fhir/fhirpath/machine.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {

using json::name;

namespace {

/// The item of an array, or the value itself.
const json::value* item_of(const json::value* values, std::size_t at)
{
    if (!values) return nullptr;
    const auto all = values->each();
    return at < all.size() ? &all[at] : nullptr;
}

const json::value* value_or_null(const json::value* value)
{
    return value && value->type() != json::kind::null ? value : nullptr;
}

const json::value* object_or_null(const json::value* value)
{
    return value && value->is_object() ? value : nullptr;
}

const json::value* find(const json::value& object, name wanted)
{
    const json::value& found = object[wanted];
    return found ? &found : nullptr;
}

const definitions::type* type_of(const definitions::type* parent, name member)
{
    if (!parent) return nullptr;
    const auto found = parent->find(member);
    return found.of ? found.as->of : nullptr;
}

/// The part of the element that has named children: the sibling of a primitive.
const json::value* parent_of_members(const node& from)
{
    if (from.value && from.value->is_object()) return from.value;
    return from.sibling;
}

std::size_t size_of(const machine::member_pair& of)
{
    return std::max(of.value ? of.value->each().size() : 0, of.sibling ? of.sibling->each().size() : 0);
}

std::size_t count_values(const machine::member_pair& of)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < size_of(of); ++at)
        if (value_or_null(item_of(of.value, at)) || object_or_null(item_of(of.sibling, at))) ++count;
    return count;
}

bool is_of(const node& from, const definitions::type* type)
{
    return from.type && (from.type == type || from.type->derives_from(*type));
}

}  // namespace

node machine::node_of(const json::value& value, const definitions::type* type, const json::value* sibling) const
{
    node made{&value, sibling, type};
    if (type && type->is != definitions::kind::resource) return made;
    const std::string_view resource = value[name::resourceType].text();
    if (resource.empty()) return made;
    if (const definitions::type* const known = release_.find(resource)) made.type = known;
    return made;
}

bool machine::push_values(const member_pair& found, const definitions::type* type)
{
    const std::size_t count = size_of(found);
    if (!spend(count)) return false;
    for (std::size_t at = 0; at < count; ++at) {
        const json::value* const own = value_or_null(item_of(found.value, at));
        const json::value* const beside = object_or_null(item_of(found.sibling, at));
        if (!own && !beside) continue;
        if (!push(item{own ? node_of(*own, type, beside) : node{nullptr, beside, type}})) return false;
    }
    return true;
}

bool machine::push_members(const item& from, const member_name& name)
{
    if (!spend(1)) return false;
    if (from.is(kind::type_name)) {
        if (name.spelling == "name") return push(item{from.named().name});
        const std::string_view space = from.named().is_system ? "System" : "FHIR";
        return name.spelling != "namespace" || push(item{space});
    }
    if (!from.is_node()) return true;
    const node& element = from.element();
    if (name.is_head && name.type && is_of(element, name.type)) return push(from);
    const json::value* const parent = parent_of_members(element);
    if (!parent) return true;
    const json::name number = name.number != json::name::none ? name.number : names_.number(name.spelling);
    const definitions::type::member member = element.type ? element.type->find(number) : definitions::type::member{};
    const member_pair found = find_pair(*parent, number);
    if (found.value || found.sibling) return push_values(found, member.of ? member.as->of : nullptr);
    return member.of || !element.type || push_choice(*parent, *element.type, name.spelling);
}

machine::member_pair machine::find_pair(const json::value& parent, json::name plain) const
{
    if (plain == json::name::none) return {};
    member_pair found{find(parent, plain), nullptr};
    if (!names_.has_siblings()) return found;
    if (const json::name sibling = names_.sibling_of(plain); sibling != json::name::none)
        found.sibling = find(parent, sibling);
    return found;
}

/// The element a member stands for: its own name, or of a sibling that of the value.
json::name machine::plain_name(const json::value& member) const
{
    const json::name plain = names_.plain_of(member.key());
    return plain == json::name::none ? member.key() : plain;
}

bool machine::push_choice(const json::value& parent, const definitions::type& type, std::string_view spelling)
{
    for (const json::value& member : parent.items()) {
        const json::name plain = plain_name(member);
        const auto found = type.find(plain);
        if (found.of && found.of->is_choice && found.of->name == spelling)
            return push_values(find_pair(parent, plain), found.as->of);
    }
    return true;
}

machine::member_pair machine::pair_of(const json::value& parent, const json::value& member) const
{
    if (!names_.has_siblings()) return {&member, nullptr};
    return find_pair(parent, plain_name(member));
}

/// Whether a member makes children: a sibling does only where the value was not sent.
bool machine::makes_children(const json::value& parent, const json::value& member) const
{
    if (member.key() == name::resourceType) return false;
    const json::name plain = names_.plain_of(member.key());
    return plain == json::name::none || !parent[plain];
}

bool machine::push_children(const item& from)
{
    if (!from.is_node()) return true;
    const node element = from.element();
    const json::value* const parent = parent_of_members(element);
    if (!parent) return true;
    if (!spend(parent->items().size())) return false;
    for (const json::value& member : parent->items()) {
        if (!makes_children(*parent, member)) continue;
        const json::name plain = plain_name(member);
        if (!push_values(pair_of(*parent, member), type_of(element.type, plain))) return false;
    }
    return true;
}

std::size_t machine::count_children(const item& from) const
{
    const json::value* const parent = from.is_node() ? parent_of_members(from.element()) : nullptr;
    if (!parent) return 0;
    std::size_t count = 0;
    for (const json::value& member : parent->items())
        if (makes_children(*parent, member)) count += count_values(pair_of(*parent, member));
    return count;
}

}  // namespace marrow::fhir::fhirpath

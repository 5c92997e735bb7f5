#include "fhir/fhirpath/machine.hpp"

namespace marrow::fhir::fhirpath {

using json::name;

namespace {

const json::value* item_of(const json::value* list, std::size_t at)
{
    if (!list || !list->is_array() || at >= list->items().size()) return nullptr;
    return &list->items()[at];
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

bool machine::push_values(const json::value* value, const json::value* sibling, const definitions::type* type)
{
    const bool is_list = (value && value->is_array()) || (sibling && sibling->is_array());
    if (!is_list) {
        const json::value* const own = value_or_null(value);
        const json::value* const beside = object_or_null(sibling);
        if (!own && !beside) return true;
        return push(item{own ? node_of(*own, type, beside) : node{nullptr, beside, type}});
    }
    const std::size_t values = value && value->is_array() ? value->items().size() : 0;
    const std::size_t siblings = sibling && sibling->is_array() ? sibling->items().size() : 0;
    const std::size_t count = std::max(values, siblings);
    if (!spend(count)) return false;
    for (std::size_t at = 0; at < count; ++at) {
        const json::value* const own = value_or_null(item_of(value, at));
        const json::value* const beside = object_or_null(item_of(sibling, at));
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
    const json::value* const value = number != json::name::none ? find(*parent, number) : nullptr;
    const json::value* sibling = nullptr;
    if (names_.has_siblings() && number != json::name::none)
        if (const json::name beside = names_.sibling_of(number); beside != json::name::none)
            sibling = find(*parent, beside);
    if (value || sibling) return push_values(value, sibling, type_of(element.type, number));
    return push_choice(node{element}, name.spelling);
}

bool machine::push_choice(const node& from, std::string_view spelling)
{
    const json::value* const parent = parent_of_members(from);
    if (!from.type) return true;
    for (const json::value& member : parent->items()) {
        const json::name plain = names_.plain_of(member.key());
        const auto found = from.type->find(plain == json::name::none ? member.key() : plain);
        if (!found.of || !found.of->is_choice || found.of->name != spelling) continue;
        const json::name beside = names_.has_siblings() ? names_.sibling_of(member.key()) : json::name::none;
        if (plain != json::name::none)
            return (*parent)[plain] ? push_values(&(*parent)[plain], &member, found.as->of)
                                    : push_values(nullptr, &member, found.as->of);
        return push_values(&member, beside == json::name::none ? nullptr : find(*parent, beside), found.as->of);
    }
    return true;
}

bool machine::push_children(const item& from)
{
    if (!from.is_node()) return true;
    const node element = from.element();
    const json::value* const parent = parent_of_members(element);
    if (!parent) return true;
    if (!spend(parent->items().size())) return false;
    for (const json::value& member : parent->items()) {
        if (member.key() == name::resourceType) continue;
        const json::name plain = names_.plain_of(member.key());
        if (plain != json::name::none && (*parent)[plain]) continue;
        const definitions::type* const type = type_of(element.type, plain == json::name::none ? member.key() : plain);
        const json::name beside = names_.has_siblings() ? names_.sibling_of(member.key()) : json::name::none;
        const json::value* const sibling = beside == json::name::none ? nullptr : find(*parent, beside);
        const bool is_pushed =
            plain == json::name::none ? push_values(&member, sibling, type) : push_values(nullptr, &member, type);
        if (!is_pushed) return false;
    }
    return true;
}

}  // namespace marrow::fhir::fhirpath

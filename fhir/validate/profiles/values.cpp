#include "fhir/validate/profiles/walk.hpp"

#include <algorithm>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

namespace {

const value* object_of(const fhirpath::node& at)
{
    return at.value && at.value->is_object() ? at.value : at.sibling;
}

const value* item_of(const value& all, std::size_t at)
{
    const auto items = all.each();
    return at < items.size() && items[at].type() != json::kind::null ? &items[at] : nullptr;
}

}  // namespace

std::vector<walk::node> walk::values_of(const node& parent, const element& by) const
{
    std::vector<node> found;
    const value* const object = object_of(parent);
    if (!object || !parent.type) return found;
    if (by.member == name::none) {
        add_choices(*object, *parent.type, by.name, found);
        return found;
    }
    const definitions::type::member as = parent.type->find(by.member);
    if (!as.of) return found;
    const name sibling = names_.sibling_of(by.member);
    add_values((*object)[by.member], sibling == name::none ? json::missing : (*object)[sibling], as.as->of, found);
    return found;
}

void walk::add_values(const value& all, const value& siblings, const definitions::type* type, std::vector<node>& to)
    const
{
    const std::size_t count = std::max(all.each().size(), siblings.each().size());
    for (std::size_t i = 0; i < count; ++i) {
        node made{item_of(all, i), item_of(siblings, i), type};
        if (!made.place()) continue;
        if (type->is == definitions::kind::resource && made.value)
            made.type = model_.find((*made.value)[name::resourceType].text());
        to.push_back(made);
    }
}

/// A choice that has a sibling alone is found by it.
void walk::add_choices(
    const value& parent, const definitions::type& type, std::string_view wanted, std::vector<node>& to
) const
{
    for (const value& each : parent.items()) {
        const name plain = names_.plain_of(each.key());
        const name member = plain == name::none ? each.key() : plain;
        const definitions::type::member as = type.find(member);
        if (!as.of || !as.of->is_choice || as.of->name != wanted) continue;
        if (plain != name::none && parent[plain]) continue;
        const name sibling = names_.sibling_of(member);
        add_values(parent[member], sibling == name::none ? json::missing : parent[sibling], as.as->of, to);
    }
}

}  // namespace marrow::fhir::validate::profiles

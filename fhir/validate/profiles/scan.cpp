#include "fhir/validate/profiles/walk.hpp"

#include <algorithm>
#include <utility>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

void walk::scan(const value& at, const definitions::type* type, bool is_contained)
{
    if (at.is_array()) {
        for (const value& each : at.items())
            scan(each, type, is_contained);
        return;
    }
    if (!at.is_object()) return;
    const bool may_be_resource = !type || type->is == definitions::kind::resource;
    const definitions::type* const own = may_be_resource ? model_.find(at[name::resourceType].text()) : nullptr;
    if (own && own->is == definitions::kind::resource) return scan_resource(at, *own, is_contained);
    scan_members(at, type);
}

void walk::scan_resource(const value& at, const definitions::type& type, bool is_contained)
{
    const node resource{&at, nullptr, &type};
    const context outer = std::exchange(here_, entered(resource, is_contained));
    std::vector<step> outer_way = std::exchange(way_, {});
    if (&at == &of_.root())
        for (const std::string& each : asked_)
            asked_for(resource, each);
    for (const value& each : at[name::meta][name::profile].each())
        if (!each.text().empty()) claimed(resource, each.text(), each);
    scan_members(at, &type);
    way_ = std::move(outer_way);
    here_ = outer;
}

void walk::scan_members(const value& at, const definitions::type* type)
{
    for (const value& each : at.items()) {
        if (each.items().empty()) continue;
        if (each.key() == name::extension || each.key() == name::modifierExtension) extensions(at, type, each);
        const name plain = each.key() < name::first_unknown ? each.key() : names_.plain_of(each.key());
        const definitions::type::member as = type ? type->find(plain) : definitions::type::member{};
        way_.push_back({type, as.of ? as.of->name : std::string_view{}});
        scan(each, as.of ? as.as->of : nullptr, each.key() == name::contained);
        way_.pop_back();
    }
}

void walk::extensions(const value& holder, const definitions::type* type, const value& all)
{
    const definitions::type* const extension = model_.find("Extension");
    for (const value& each : all.each()) {
        const profile* const known = known_.find(each[name::url].text(), of_.release());
        if (!known || known->type != extension) continue;
        const auto allows = [&](const extension_context& at) { return may_stand(at, holder, *type); };
        const bool is_allowed = !type || known->contexts.empty() || std::ranges::any_of(known->contexts, allows);
        if (!is_allowed) {
            std::string places;
            for (const extension_context& at : known->contexts)
                places.append(places.empty() ? "" : ", ").append(at.expression);
            out_->add(
                rule::profile_extension_context,
                holder,
                {{"profile", std::string{known->url}}, {"places", std::move(places)}},
                &each
            );
        }
        hold({&each, nullptr, extension}, *known);
    }
}

bool walk::may_stand(const extension_context& at, const value& holder, const definitions::type& type) const
{
    switch (at.by) {
    case extension_context::how::element:
        return stands_at(at.expression, type);
    case extension_context::how::extension:
        return holder[name::url].text() == at.expression;
    default:
        return true;
    }
}

/// An expression is a type, or a path from a type on the way. One that begins with no type of the release says nothing.
bool walk::stands_at(std::string_view expression, const definitions::type& type) const
{
    if (expression == "Element" || expression == "Any") return true;
    if (!model_.find(expression.substr(0, expression.find('.')))) return true;
    if (const definitions::type* named = model_.find(expression); named && type.derives_from(*named)) return true;
    std::string below;
    for (auto at = way_.rbegin(); at != way_.rend(); ++at) {
        below.insert(0, at->element).insert(0, ".");
        for (const definitions::type* each = at->type; each; each = each->base)
            if (expression == std::string{each->name} + below) return true;
    }
    return false;
}

}  // namespace marrow::fhir::validate::profiles

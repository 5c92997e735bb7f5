#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

/// name=value, joined by &; a value may be empty, a name not.
bool is_query(std::string_view criteria)
{
    while (true) {
        const std::string_view part = criteria.substr(0, criteria.find('&'));
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0) return false;
        if (part.find_first_of("?=", equals + 1) != std::string_view::npos || part.front() == '?') return false;
        if (part.size() == criteria.size()) return true;
        criteria.remove_prefix(part.size() + 1);
    }
}

std::string joined(std::span<const std::string_view> types)
{
    std::string out;
    for (const std::string_view each : types)
        out.append(out.empty() ? "" : ", ").append(each);
    return out;
}

}  // namespace

const definitions::type* walk::resource_named(std::string_view name) const
{
    const definitions::type* type = with_.model().find(name.substr(name.rfind('/') + 1));
    return type && type->is == definitions::kind::resource ? type : nullptr;
}

/// The type a reference names or leads to; null when it cannot be told.
const definitions::type* walk::target_of(const value& at, const literal_reference& literal) const
{
    using form = literal_reference::form;
    if (const definitions::type* named = resource_named(literal.type)) return named;
    if (owner_ && (literal.kind == form::fragment || literal.kind == form::absolute)) {
        const resolved led = of_.resolve(at, {resource_.value, owner_});
        if (led.how == resolution::found) return resource_named(led.target.type());
    }
    const std::string_view type = at[name::type].text();
    return type.empty() ? nullptr : resource_named(type);
}

void walk::reference(const value& at, const definitions::element* in, const definitions::type_ref* as)
{
    using form = literal_reference::form;
    const std::string_view text = at[name::reference].text();
    const literal_reference literal = parse_reference(text);
    const bool is_wrong_relative =
        literal.kind == form::relative && (!resource_named(literal.type) || literal.id.empty());
    const bool is_wrong_search =
        literal.kind == form::conditional && (!resource_named(literal.type) || !is_query(literal.criteria));
    if (is_wrong_relative || is_wrong_search) {
        return out_.add(validate::rule::reference_malformed, at, {{"version", std::string{name_of(of_.release())}}});
    }
    if (!as || as->targets.empty()) return;
    const definitions::type* target = target_of(at, literal);
    if (!target) return;
    const auto takes = [&](std::string_view allowed) {
        const definitions::type* type = with_.model().find(allowed);
        return type && target->derives_from(*type);
    };
    if (std::ranges::any_of(as->targets, takes)) return;
    out_.add(
        validate::rule::reference_target,
        at,
        {{"element", std::string{in->path}}, {"types", joined(as->targets)}, {"type", std::string{target->name}}}
    );
}

}  // namespace marrow::fhir::validate

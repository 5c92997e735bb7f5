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

/// The type of what the reference leads to in the submission; null when it leads to nothing.
const definitions::type* walk::resolved_type(const value& at, const literal_reference& literal) const
{
    if (!owner_ || literal.kind == literal_reference::form::empty) return nullptr;
    const resolved led = of_.resolve(at, {resource_.value, owner_});
    return led.how == resolution::found ? resource_named(led.target.type()) : nullptr;
}

void walk::reference(const value& at, const definitions::element* in, const definitions::type_ref* as)
{
    const std::string_view text = at[name::reference].text();
    const literal_reference literal = parse_reference(text);
    const auto told = [&] { return wording{{"version", std::string{name_of(of_.release())}}}; };
    if (const auto wrong = form_fault(text, literal)) return out_.add(*wrong, at, told());
    const definitions::type* said = resource_named(at[name::type].text());
    if (!said && !at[name::type].text().empty()) return out_.add(validate::rule::reference_type_unknown, at, told());
    if (!as || as->targets.empty()) return;
    const auto takes = [&](const definitions::type& target) {
        return std::ranges::any_of(as->targets, [&](std::string_view allowed) {
            const definitions::type* type = with_.model().find(allowed);
            return type && target.derives_from(*type);
        });
    };
    const auto tell = [&](validate::rule which, const definitions::type& target) {
        out_.add(
            which,
            at,
            {{"element", std::string{in->path}}, {"types", joined(as->targets)}, {"type", std::string{target.name}}}
        );
    };
    const definitions::type* spelled = resource_named(literal.type);
    const definitions::type* met = resolved_type(at, literal);
    for (const definitions::type* each : {met, said})
        if (each && !takes(*each)) return tell(validate::rule::reference_target, *each);
    if (!met && spelled && !takes(*spelled)) tell(validate::rule::reference_target_elsewhere, *spelled);
    if (!met) met = spelled;
    if (said && met && said != met) tell(validate::rule::reference_type_differs, *met);
}

/// What is wrong with the text itself. Where no fullUrl tells a base, any relative URL may be one the receiver knows.
std::optional<rule> walk::form_fault(std::string_view text, const literal_reference& literal) const
{
    using form = literal_reference::form;
    if (text.find_first_of(" \t\r\n") != std::string_view::npos) return validate::rule::reference_malformed;
    if (literal.kind == form::conditional && !is_query(literal.criteria)) return validate::rule::reference_malformed;
    if (literal.kind != form::relative) return std::nullopt;
    const bool has_form = !literal.type.empty() && !literal.id.empty() &&
                          literal.url.size() == literal.type.size() + 1 + literal.id.size();
    const bool has_base = owner_ && !restful_base(owner_->full_url).empty();
    if (!has_form && has_base) return validate::rule::reference_malformed;
    if (!has_form || !resource_named(literal.type)) return validate::rule::reference_doubtful;
    return std::nullopt;
}

}  // namespace marrow::fhir::validate

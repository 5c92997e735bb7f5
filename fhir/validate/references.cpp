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
    if (const auto wrong = form_fault(text, literal)) {
        out_.add(*wrong, at, told());
        if (literal.kind != literal_reference::form::relative || literal.type.empty() || text.ends_with('/')) return;
    }
    const definitions::type* said = resource_named(at[name::type].text());
    if (!said && !at[name::type].text().empty()) return out_.add(validate::rule::reference_type_unknown, at, told());
    const definitions::type* spelled = resource_named(literal.type);
    const definitions::type* met = resolved_type(at, literal);
    const auto takes = [&](const definitions::type& target) {
        return !as || as->targets.empty() || std::ranges::any_of(as->targets, [&](std::string_view allowed) {
            const definitions::type* type = with_.model().find(allowed);
            return type && target.derives_from(*type);
        });
    };
    const auto tell = [&](validate::rule which, const definitions::type& target) {
        wording with{{"type", std::string{target.name}}};
        if (in) with.emplace_back("element", in->path);
        if (as) with.emplace_back("types", joined(as->targets));
        out_.add(which, at, std::move(with));
    };
    for (const definitions::type* each : {met, text.empty() ? nullptr : said})
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
    const bool has_form = literal.url.size() == literal.type.size() + 1 + literal.id.size() && !text.ends_with('/');
    const bool has_base = owner_ && !restful_base(owner_->full_url).empty();
    if (!has_form && has_base && std::ranges::count(literal.url, '/') != 1) return validate::rule::reference_malformed;
    if (!has_form || !resource_named(literal.type)) return validate::rule::reference_doubtful;
    return std::nullopt;
}

}  // namespace marrow::fhir::validate

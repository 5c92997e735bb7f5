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

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Whether the element's type allows references to the target, or says nothing of targets.
bool takes(const definitions::type_ref* as, const definitions::type& target)
{
    if (!as || as->targets.empty()) return true;
    const definitions::type* type = &target;
    while (type && std::ranges::find(as->targets, type->name) == as->targets.end())
        type = type->base;
    return type != nullptr;
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
    if (name.empty()) return nullptr;
    const definitions::type* type = with_.model().find(name.substr(name.rfind('/') + 1));
    return type && type->is == definitions::kind::resource ? type : nullptr;
}

/// The type of what the reference leads to in the submission; null when it leads to nothing.
const definitions::type* walk::resolved_type(const value& at, const literal_reference& literal) const
{
    if (!owner_ || literal.kind == literal_reference::form::empty) return nullptr;
    const resolved led = of_.resolve_here(at, {resource_.value, owner_});
    return led.how == resolution::found ? resource_named(led.target.type()) : nullptr;
}

/// What the reference spells is trusted where it leads to something else: fullUrl and resource disagree then, which is
/// told at the entry.
void walk::reference(const value& at, const definitions::element* in, const definitions::type_ref* as)
{
    if (is_batch_) batch_reference(at);
    const std::string_view text = at[name::reference].text();
    const literal_reference literal = parse_reference(text);
    const definitions::type* spelled = resource_named(literal.type);
    const auto told = [&] { return wording{{"version", std::string{name_of(of_.release())}}}; };
    if (const auto wrong = form_fault(text, literal, spelled != nullptr)) {
        out_.add(*wrong, at, told());
        if (literal.kind != literal_reference::form::relative || literal.type.empty() || text.ends_with('/')) return;
    }
    const std::string_view type = at[name::type].text();
    const definitions::type* said = resource_named(type);
    if (!said && !type.empty()) return out_.add(validate::rule::reference_type_unknown, at, told());
    if (spelled && takes(as, *spelled) && (!said || said == spelled)) return;
    const definitions::type* met = resolved_type(at, literal);
    const auto tell = [&](validate::rule which, const definitions::type& target) {
        wording with{{"type", std::string{target.name}}};
        if (in) with.emplace_back("element", in->path);
        if (as) with.emplace_back("types", joined(as->targets));
        out_.add(which, at, std::move(with));
    };
    for (const definitions::type* each : {met, text.empty() ? nullptr : said})
        if (each && !takes(as, *each)) return tell(validate::rule::reference_target, *each);
    if (!met && spelled && !takes(as, *spelled)) tell(validate::rule::reference_target_elsewhere, *spelled);
    if (!met) met = spelled;
    if (said && met && said != met) tell(validate::rule::reference_type_differs, *met);
}

/// What is wrong with the text itself. Where no fullUrl tells a base, any relative URL may be one the receiver knows.
std::optional<rule> walk::form_fault(std::string_view text, const literal_reference& literal, bool names_type) const
{
    using form = literal_reference::form;
    if (std::ranges::any_of(text, is_space)) return validate::rule::reference_malformed;
    if (literal.kind == form::conditional && !is_query(literal.criteria)) return validate::rule::reference_malformed;
    if (literal.kind != form::relative) return std::nullopt;
    const bool has_form = literal.url.size() == literal.type.size() + 1 + literal.id.size() && !text.ends_with('/');
    if (!has_form && has_base_ && std::ranges::count(literal.url, '/') != 1) return validate::rule::reference_malformed;
    if (!has_form || !names_type) return validate::rule::reference_doubtful;
    return std::nullopt;
}

}  // namespace marrow::fhir::validate

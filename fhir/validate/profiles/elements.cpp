#include "fhir/validate/codes.hpp"
#include "fhir/validate/invariant.hpp"
#include "fhir/validate/profiles/match.hpp"
#include "fhir/validate/profiles/walk.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

namespace {

std::string urls_of(const std::vector<link>& of)
{
    std::string out;
    for (const link& each : of)
        out.append(out.empty() ? "" : ", ").append(each.url);
    return out;
}

std::string names_of(const std::vector<type_limit>& of)
{
    std::string out;
    for (const type_limit& each : of)
        out.append(out.empty() ? "" : ", ").append(each.of->name);
    return out;
}

std::string joined(std::span<const std::string_view> of)
{
    std::string out;
    for (const std::string_view each : of)
        out.append(out.empty() ? "" : ", ").append(each);
    return out;
}

wording with(wording told, std::string_view name, std::string text)
{
    told.emplace_back(name, std::move(text));
    return told;
}

}  // namespace

void walk::at_element(const node& at, const element& by)
{
    const type_limit* as = nullptr;
    if (at.type && !by.types.empty()) {
        const auto allows = [&](const type_limit& each) { return at.type->derives_from(*each.of); };
        const auto found = std::ranges::find_if(by.types, allows);
        if (found != by.types.end()) as = &*found;
        if (!as && by.narrows_types)
            return out_->add(rule::profile_type, *at.place(), with(told(by), "types", names_of(by.types)));
    }
    if (at.value) content(at, by);
    for (const ready_rule* each : by.rules)
        validate::hold(*each, {at, here_.resource, here_.root}, evaluator_, *out_);
    if (as) profiles_of(at, *as, by);
    if (as && !as->targets.empty()) reference(at, *as, by);
    for (const element* each : by.inner())
        child(at, *each);
}

void walk::content(const node& at, const element& by)
{
    const auto said = [&](const value& what) {
        return what.is_object() || what.is_array() ? told(by) : with(told(by), "value", std::string{what.text()});
    };
    if (by.fixed)
        if (const value* where = differs_from(*at.value, *by.fixed))
            out_->add(rule::profile_fixed, *where, said(*by.fixed));
    if (by.pattern)
        if (const value* where = lacks(*at.value, *by.pattern))
            out_->add(rule::profile_pattern, *where, said(*by.pattern));
    const bool has_codes = at.type && (at.type->name != "CodeableReference" || (*at.value)[name::concept_]);
    if (by.bound && has_codes) codes(at, by);
}

/// A required binding asks for a coding; where the codes of its system are not known, nothing is said.
void walk::codes(const node& at, const element& by)
{
    const bool has_coding = at.value->is_string() || !codings_of(*at.value, *at.type).empty();
    if (has_coding ? is_of(at, *by.bound) != verdict::no : !by.is_required) return;
    wording words = with(told(by), "set", std::string{by.bound->listed.url});
    if (!by.bound->listed.codes.empty()) words.emplace_back("codes", first_codes(by.bound->listed));
    if (!by.bound->open.empty()) words.emplace_back("systems", joined(by.bound->open));
    out_->add(
        by.is_required ? rule::profile_code_required : rule::profile_code_extensible, *at.value, std::move(words)
    );
}

walk::verdict walk::is_of(const node& at, const packages::expansion& set) const
{
    if (at.value->is_string() && !set.open.empty()) return verdict::unknown;
    const auto codings = codings_of(*at.value, *at.type);
    if (!at.value->is_string() && codings.empty()) return verdict::no;
    if (is_within(*at.value, *at.type, set.listed)) return verdict::yes;
    const auto is_open = [&](const value& coding) {
        return coding[name::code] && std::ranges::binary_search(set.open, coding[name::system].text());
    };
    return std::ranges::any_of(codings, is_open) ? verdict::unknown : verdict::no;
}

/// One of them is held against the value, so that what is wrong is told; of several one must fit.
void walk::profiles_of(const node& at, const type_limit& as, const element& by)
{
    if (as.profiles.empty()) return;
    if (as.profiles.size() == 1 && as.profiles.front().known) return hold(at, *as.profiles.front().known);
    for (const link& each : as.profiles)
        if (each.type || (each.known && conforms(at, *each.known))) return;
    bool is_decided = true;
    for (const link& each : as.profiles) {
        if (each.is_loaded()) continue;
        is_decided = false;
        not_loaded(each.url, *at.place(), true);
    }
    if (is_decided) none_fits(at, as, by);
}

/// Held against the nearest of them too, to tell what is wrong.
void walk::none_fits(const node& at, const type_limit& as, const element& by)
{
    const link* const nearest =
        &*std::ranges::min_element(as.profiles, {}, [&](const link& each) { return errors_against(at, *each.known); });
    wording words = with(told(by), "profiles", urls_of(as.profiles));
    words.emplace_back("nearest", nearest->url);
    out_->add(rule::profile_none_fits, *at.place(), std::move(words));
    if (trials_ == 0) hold(at, *nearest->known);
}

/// What is not in the submission has the type that the reference spells, and no more is known of it.
void walk::reference(const node& at, const type_limit& as, const element& by)
{
    if (!at.value) return;
    const value& inner = (*at.value)[name::reference];
    const value& reference = inner.is_object() ? inner : *at.value;
    const resolved led = here_.owner ? of_.resolve_here(reference, {here_.resource.value, here_.owner}) : resolved{};
    const bool is_found = led.how == resolution::found;
    const std::string_view text = reference[name::reference].text();
    const std::string_view spelled = text.ends_with('/') ? std::string_view{} : parse_reference(text).type;
    const definitions::type* const type = model_.find(is_found ? led.target.type() : spelled);
    if (!type || type->is != definitions::kind::resource) return;
    const auto fits = [&](const link& each) {
        if (!each.is_loaded() || !type->derives_from(*each.target())) return false;
        return each.type || !is_found || conforms_there(led.target, *type, *each.known);
    };
    if (std::ranges::any_of(as.targets, fits)) return;
    bool is_decided = true;
    for (const link& each : as.targets) {
        if (each.is_loaded()) continue;
        is_decided = false;
        not_loaded(each.url, *at.value, true);
    }
    if (is_decided)
        out_->add(rule::profile_reference_target, *at.value, with(told(by), "profiles", urls_of(as.targets)));
}

bool walk::conforms_there(const fhir::resource& target, const definitions::type& type, const profile& to)
{
    const node root{target.owner->resource, nullptr, model_.find(target.owner->type)};
    const node resource{target.node, nullptr, &type};
    const context outer = std::exchange(here_, {resource, root, target.owner});
    const bool holds = conforms(resource, to);
    here_ = outer;
    return holds;
}

void walk::child(const node& parent, const element& by)
{
    const std::vector<node> values = values_of(parent, by);
    const value& place = *parent.place();
    if (by.narrows_min && values.size() < by.min)
        out_->add(rule::profile_min, place, with(told(by), "min", std::to_string(by.min)));
    if (by.narrows_max && values.size() > by.max)
        out_->add(rule::profile_max, place, with(told(by), "max", std::to_string(by.max)), values.back().place());
    if (!by.slices.empty()) return slices(parent, values, by);
    for (const node& each : values)
        at_element(each, by);
}

}  // namespace marrow::fhir::validate::profiles

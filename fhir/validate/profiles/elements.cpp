#include "fhir/validate/codes.hpp"
#include "fhir/validate/invariant.hpp"
#include "fhir/validate/profiles/match.hpp"
#include "fhir/validate/profiles/walk.hpp"

#include <algorithm>
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

wording with(wording told, std::string_view name, std::string text)
{
    told.emplace_back(name, std::move(text));
    return told;
}

/// A required binding asks for a code, where one to hold against it may be missing.
bool has_code(const value& at, const definitions::type& type)
{
    return type.name != "CodeableConcept" || !at[name::coding].items().empty();
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
    if (!by.bound || !at.type) return;
    const bool is_required = by.bound->strength == definitions::strength::required;
    const bool has_one = !is_required || has_code(*at.value, *at.type);
    if (has_one && is_within(*at.value, *at.type, *by.bound->set)) return;
    wording words = with(told(by), "set", std::string{by.bound->set->url});
    words.emplace_back("codes", first_codes(*by.bound->set));
    out_->add(is_required ? rule::profile_code_required : rule::profile_code_extensible, *at.value, std::move(words));
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
    if (is_decided) out_->add(rule::profile_none_fits, *at.place(), with(told(by), "profiles", urls_of(as.profiles)));
}

void walk::reference(const node& at, const type_limit& as, const element& by)
{
    if (!at.value || !here_.owner) return;
    const resolved led = of_.resolve(*at.value, {here_.resource.value, here_.owner});
    const definitions::type* const type = led.how == resolution::found ? model_.find(led.target.type()) : nullptr;
    if (!type) return;
    const node target{led.target.node, nullptr, type};
    const node root{led.target.owner->resource, nullptr, model_.find(led.target.owner->type)};
    const context outer = std::exchange(here_, {target, root, led.target.owner});
    const bool fits = std::ranges::any_of(as.targets, [&](const link& each) {
        if (!each.is_loaded() || !type->derives_from(*each.target())) return false;
        return each.type || conforms(target, *each.known);
    });
    here_ = outer;
    if (fits) return;
    bool is_decided = true;
    for (const link& each : as.targets) {
        if (each.is_loaded()) continue;
        is_decided = false;
        not_loaded(each.url, *at.value, true);
    }
    if (is_decided)
        out_->add(rule::profile_reference_target, *at.value, with(told(by), "profiles", urls_of(as.targets)));
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

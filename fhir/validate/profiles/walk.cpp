#include "fhir/validate/profiles/walk.hpp"

#include "fhir/validate/invariant.hpp"

#include <algorithm>
#include <utility>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

walk::walk(const submission& of, const library& known, report& out)
    : of_{of},
      model_{definitions::model::of(of.release())},
      known_{known},
      out_{&out},
      names_{of.source()},
      outside_{environment()},
      evaluator_{of.source(), model_, outside_}
{
}

fhirpath::environment walk::environment()
{
    fhirpath::environment made;
    made.resolve = [this](const value& reference) -> const value* {
        return here_.owner ? of_.resolve_here(reference, {here_.resource.value, here_.owner}).target.node : nullptr;
    };
    made.limits = cost_of(of_.source());
    return made;
}

void walk::go(std::span<const std::string> asked)
{
    asked_ = asked;
    scan(of_.root(), nullptr, false);
}

/// A submission's own words are not repeated: the place tells which profile it is.
void walk::claimed(const node& at, std::string_view canonical, const value& place)
{
    const link to = known_.look_up(canonical, of_.release());
    if (!to.is_loaded()) return not_loaded(canonical, place, false);
    if (!at.type->derives_from(*to.target()))
        return out_->add(rule::profile_of_another_type, place, {{"type", std::string{to.target()->name}}});
    if (to.known) hold(at, *to.known);
}

void walk::asked_for(const node& at, std::string_view canonical)
{
    if (known_.look_up(canonical, of_.release()).is_loaded()) return claimed(at, canonical, *at.value);
    out_->add(
        rule::profile_asked_not_loaded,
        *at.value,
        {{"version", std::string{name_of(of_.release())}}, {"profile", std::string{canonical}}}
    );
}

walk::context walk::entered(const node& resource, bool is_contained) const
{
    const auto entries = of_.entries();
    const auto own = std::ranges::partition_point(entries, [&](const fhir::entry& each) {
        return each.resource->offset() < resource.value->offset();
    });
    if (own != entries.end() && own->resource == resource.value) return {resource, resource, &*own};
    return {resource, is_contained ? here_.root : resource, here_.owner};
}

void walk::hold(const node& at, const profile& to)
{
    const pair both{at.place(), &to};
    if (std::ranges::find(open_, both) != open_.end()) return;
    if (trials_ == 0 && !held_.insert(both).second) return;
    const context outer = here_;
    const bool is_resource = at.type && at.type->is == definitions::kind::resource;
    if (is_resource && here_.resource.value != at.value) here_ = entered(at, false);
    const profile* const outer_profile = std::exchange(by_, &to);
    open_.push_back(both);
    at_element(at, *to.root);
    open_.pop_back();
    by_ = outer_profile;
    here_ = outer;
}

/// Without any while it is under way, so that resources which refer to each other end; and far down a chain of them,
/// until its turn comes.
std::size_t walk::errors_against(const node& at, const profile& to)
{
    if (trials_ == most_trials) return 0;
    const pair both{at.place(), &to};
    if (const auto [known, is_new] = tried_.emplace(both, 0); !is_new) return known->second;
    report trial{1};
    report* const outer = std::exchange(out_, &trial);
    ++trials_;
    hold(at, to);
    --trials_;
    out_ = outer;
    return tried_[both] = trial.take_broken().size();
}

void walk::not_loaded(std::string_view canonical, const value& at, bool is_told)
{
    if (trials_ != 0 || !missing_.insert(canonical).second) return;
    wording with{{"version", std::string{name_of(of_.release())}}};
    if (is_told) with.emplace_back("profile", canonical);
    out_->add(rule::profile_not_loaded, at, std::move(with));
}

wording walk::told(const element& by) const
{
    return {{"element", std::string{by.path}}, {"profile", std::string{by_->url}}};
}

}  // namespace marrow::fhir::validate::profiles

#include "fhir/validate/walk.hpp"

#include "fhir/form.hpp"
#include "fhir/validate/invariant.hpp"
#include "fhir/validate/narrative.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace marrow::fhir::validate {

using json::name;
using json::value;

walk::walk(const submission& of, const schema& with, report& out)
    : of_{of},
      with_{with},
      out_{out},
      is_xml_{form_of(of.source().input()) == form::xml},
      outside_{environment()},
      evaluator_{of.source(), with.model(), outside_}
{
}

fhirpath::environment walk::environment()
{
    fhirpath::environment made;
    made.resolve = [this](const value& reference) -> const value* {
        return owner_ ? of_.resolve_here(reference, {resource_.value, owner_}).target.node : nullptr;
    };
    made.html_checks = is_narrative;
    made.limits = cost_of(of_.source());
    return made;
}

/// Of the Bundle's entries, which are met in their order, the one with this resource; null when it is none of theirs.
const fhir::entry* walk::entry_of(const value& resource)
{
    const auto entries = of_.entries();
    while (next_entry_ < entries.size() && entries[next_entry_].resource->offset() < resource.offset())
        ++next_entry_;
    const bool is_next = next_entry_ < entries.size() && entries[next_entry_].resource == &resource;
    return is_next ? &entries[next_entry_] : nullptr;
}

void walk::go()
{
    is_batch_ = of_.is_bundle() && of_.root()[name::type].text() == "batch";
    resource(of_.root(), nullptr);
}

void walk::resource(const value& at, const definitions::element* in)
{
    const value& named = at[name::resourceType];
    const definitions::type* type = named.is_string() ? with_.model().find(named.text()) : nullptr;
    if (!type || type->is != definitions::kind::resource || type->is_abstract) {
        const std::string release{name_of(of_.release())};
        if (!named) return out_.add(rule::resource_type_missing, at);
        return out_.add(rule::resource_type_unknown, at, {{"version", release}}, &named);
    }
    const bool is_contained = in && in->member == name::contained;
    const fhirpath::node outer = std::exchange(resource_, {&at, nullptr, type});
    if (const fhir::entry* own = entry_of(at)) {
        owner_ = own;
        has_base_ = !restful_base(own->full_url).empty();
    }
    texts outer_ids = std::exchange(ids_, {});
    const fhirpath::node root = is_contained ? root_ : std::exchange(root_, resource_);
    if (!is_contained) places_.reset();
    object(at, plan_of(*type), in);
    contained(at);
    ids_ = std::move(outer_ids);
    if (!is_contained) places_.reset();
    resource_ = outer;
    root_ = root;
}

void walk::object(
    const value& at, const type_plan& plan, const definitions::element* in, const definitions::type_ref* as
)
{
    level here{at, plan, {}, 0};
    if (at.items().empty())
        return out_.add(rule::object_empty, at, {{"element", std::string{in ? in->path : plan.of->name}}});
    for (const value& each : at.items())
        member(here, each);
    missing(here);
    special(at, plan, in, as);
    if (plan.numbers_own_ids) own_id(at);
    rules({&at, nullptr, plan.of}, plan, in);
}

void walk::member(level& in, const value& at)
{
    if (at.key() == name::resourceType && in.plan.of->is == definitions::kind::resource) return;
    const definitions::type::member as = in.plan.of->find(at.key());
    if (as.of) return element(in, at, as);
    if (of_.source().spelling(at.key()).starts_with('_')) return sibling(in, at);
    unknown(in, at);
}

void walk::element(level& in, const value& at, const definitions::type::member& as)
{
    const auto number = static_cast<std::size_t>(as.of - in.plan.of->elements.data());
    const auto told = [&] { return wording{{"element", std::string{as.of->path}}}; };
    if (as.of->is_choice && in.seen[number]) out_.add(rule::choice_twice, in.at, told(), &at);
    in.seen.set(number);
    if (is_xml_) order(in, at, *as.of, number);
    if (!as.of->is_list()) {
        if (at.is_array() && is_xml_) return too_often(in.at, at, *as.of);
        if (at.is_array()) return out_.add(rule::array_unexpected, at, told());
        return one(in.at, at, as);
    }
    if (!at.is_array()) {
        out_.add(rule::array_expected, at, told());
        return one(in.at, at, as);
    }
    if (at.items().empty()) return out_.add(rule::array_empty, at, told());
    if (at.items().size() > as.of->max && as.of->max != definitions::element::unbounded) too_often(in.at, at, *as.of);
    for (const value& each : at.items())
        one(in.at, each, as);
}

void walk::too_often(const value& parent, const value& at, const definitions::element& of)
{
    out_.add(
        rule::element_too_often, parent, {{"element", std::string{of.path}}, {"max", std::to_string(of.max)}}, &at
    );
}

/// In XML elements stand in the order of the definition.
void walk::order(level& in, const value& at, const definitions::element& of, std::size_t number)
{
    if (of.is_attribute) return;
    if (number < in.last) out_.add(rule::element_out_of_order, in.at, {{"element", std::string{of.path}}}, &at);
    in.last = std::max(in.last, number);
}

void walk::one(const value& parent, const value& at, const definitions::type::member& as)
{
    const type_plan& plan = plan_of(*as.as->of);
    if (at.type() == json::kind::null) return no_value(parent, at, *as.of);
    if (plan.primitive) return primitive(at, as, plan);
    if (!at.is_object()) {
        return out_.add(
            rule::object_expected, at, {{"element", std::string{as.of->path}}, {"type", std::string{plan.of->name}}}
        );
    }
    if (plan.of->is == definitions::kind::resource) return resource(at, as.of);
    object(at, plan, as.of, as.as);
    if (as.of->bound) codes(at, *as.of, *plan.of);
}

void walk::missing(const level& in)
{
    for (const std::uint16_t number : in.plan.required) {
        if (in.seen[number]) continue;
        const definitions::element& element = in.plan.of->elements[number];
        out_.add(
            rule::element_missing, in.at, {{"element", std::string{element.path}}, {"min", std::to_string(element.min)}}
        );
    }
}

}  // namespace marrow::fhir::validate

#include "fhir/validate/invariant.hpp"

#include "fhir/validate/walk.hpp"

#include <string>

namespace marrow::fhir::validate {

fhirpath::cost cost_of(const json::document& submission)
{
    constexpr std::uint64_t steps_of_any = 20'000'000;
    fhirpath::cost made;
    made.all_steps = steps_of_any + submission.input().size();
    return made;
}

void walk::rules(const fhirpath::node& at, const type_plan& plan, const definitions::element* in)
{
    for (const ready_rule* each : plan.rules)
        rule(at, *each);
    if (!in) return;
    for (const definitions::invariant& each : in->invariants) {
        if (const ready_rule* ready = with_.ready(each)) rule(at, *ready);
    }
}

void walk::rule(const fhirpath::node& at, const ready_rule& each)
{
    hold(each, {at, resource_, root_}, evaluator_, out_);
}

void hold(const ready_rule& each, const fhirpath::focus& at, fhirpath::evaluator& with, report& out)
{
    if (each.surely_holds && at.at.value && each.surely_holds(*at.at.value)) return;
    const auto told = [&](std::string_view why) {
        wording words{
            {"key", std::string{each.of->key}},
            {"human", std::string{each.of->human}},
            {"expression", std::string{each.of->expression}}};
        if (!why.empty()) words.emplace_back("why", why);
        return words;
    };
    const json::value& place = *at.at.place();
    if (!each.compiled) return out.add(rule::rule_not_evaluated, place, told(each.fault));
    const auto holds = with.test(*each.compiled, at);
    if (!holds) return out.add(rule::rule_not_evaluated, place, told(holds.error().text));
    if (*holds == fhirpath::truth::yes) return;
    out.add(each.of->is_error ? rule::rule_broken : rule::rule_broken_mildly, place, told({}));
}

}  // namespace marrow::fhir::validate

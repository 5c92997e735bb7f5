#include "fhir/validate/walk.hpp"

#include <string>

namespace marrow::fhir::validate {

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
    if (each.surely_holds && at.value && each.surely_holds(*at.value)) return;
    const auto told = [&](std::string_view why) {
        wording with{
            {"key", std::string{each.of->key}},
            {"human", std::string{each.of->human}},
            {"expression", std::string{each.of->expression}}};
        if (!why.empty()) with.emplace_back("why", why);
        return with;
    };
    if (!each.compiled) return out_.add(validate::rule::rule_not_evaluated, *at.place(), told(each.fault));
    const auto holds = evaluator_.test(*each.compiled, {at, resource_, root_});
    if (!holds) return out_.add(validate::rule::rule_not_evaluated, *at.place(), told(holds.error().text));
    if (*holds == fhirpath::truth::yes) return;
    out_.add(
        each.of->is_error ? validate::rule::rule_broken : validate::rule::rule_broken_mildly, *at.place(), told({})
    );
}

}  // namespace marrow::fhir::validate

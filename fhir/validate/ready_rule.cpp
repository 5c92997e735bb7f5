#include "fhir/validate/ready_rule.hpp"

#include "fhir/validate/glance.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::validate {

namespace {

/// Invariants that the walk sees to itself, faster or more exactly than their expressions do; and dom-6, which
/// recommends a narrative in every resource: said of each resource of each message it would bury what matters.
constexpr std::array<std::string_view, 6> not_evaluated{"ele-1", "ext-1", "txt-1", "txt-2", "dom-3", "dom-6"};

}  // namespace

ready_rule make_ready(const definitions::invariant& of, const definitions::model& release)
{
    ready_rule made;
    made.of = &of;
    const auto shortcut = std::ranges::find(glances(), of.key, &glance::key);
    if (shortcut != glances().end()) made.surely_holds = shortcut->surely_holds;
    auto compiled = fhirpath::compile(of.expression, release, {}, fhirpath::dialect::invariant);
    if (compiled) {
        made.compiled.emplace(std::move(*compiled));
    } else {
        made.fault = compiled.error().text;
    }
    return made;
}

bool is_left_out(std::string_view key)
{
    return std::ranges::find(not_evaluated, key) != not_evaluated.end();
}

}  // namespace marrow::fhir::validate

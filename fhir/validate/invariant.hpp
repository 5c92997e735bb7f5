#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/validate/ready_rule.hpp"
#include "fhir/validate/report.hpp"

namespace marrow::fhir::validate {

/// What the expressions of one submission may cost, each and together: many times what those of any real one do.
fhirpath::cost cost_of(const json::document& submission);

/// Tells when the invariant does not hold at the focus, or could not be evaluated there.
void hold(const ready_rule& each, const fhirpath::focus& at, fhirpath::evaluator& with, report& out);

}  // namespace marrow::fhir::validate

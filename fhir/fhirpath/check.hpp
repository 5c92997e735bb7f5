#pragma once

#include "fhir/fault.hpp"
#include "fhir/fhirpath/expression.hpp"

#include <optional>

namespace marrow::fhir::fhirpath {

/// Looks for what can never be right on a focus of that type, without any data: elements that no type they are asked
/// of has (valueQuantity for value too), order asked of children(), which have none. None when nothing is known to be
/// wrong. Evaluation does not need it: what is not there gives nothing.
std::optional<fault> check(const expression& of, const definitions::model& release, const definitions::type* focus);

}  // namespace marrow::fhir::fhirpath

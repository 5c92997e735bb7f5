#pragma once

#include "fhir/fhirpath/machine.hpp"

#include <optional>

namespace marrow::fhir::fhirpath {

/// + or - before one operand; nothing of nothing.
bool signed_of(machine& on, const syntax& sign, const std::optional<item>& of, std::optional<item>& out);

/// An arithmetic operator, or &, between two operands. Nothing where an operand is nothing (save for &), where the
/// result does not fit, and for a division by zero. A fault for types that the operator does not take.
bool combined(
    machine& on,
    const syntax& infix,
    const std::optional<item>& left,
    const std::optional<item>& right,
    std::optional<item>& out
);

}  // namespace marrow::fhir::fhirpath

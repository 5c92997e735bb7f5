#pragma once

#include "fhir/fhirpath/machine.hpp"

#include <optional>
#include <string>

namespace marrow::fhir::fhirpath {

// The conversions of the standard, of a system value. None where the value cannot be converted; false only when a
// bound was passed. What is a text may be held by the machine until its next run.
bool to_boolean(machine& on, const item& of, std::optional<item>& out);
bool to_integer(machine& on, const item& of, std::optional<item>& out);
bool to_long(machine& on, const item& of, std::optional<item>& out);
bool to_decimal(machine& on, const item& of, std::optional<item>& out);
bool to_date(machine& on, const item& of, std::optional<item>& out);
bool to_date_time(machine& on, const item& of, std::optional<item>& out);
bool to_time(machine& on, const item& of, std::optional<item>& out);
bool to_quantity(machine& on, const item& of, std::optional<item>& out);
bool to_text(machine& on, const item& of, std::optional<item>& out);

/// The text of a value as toString() has it; none for an element that is no primitive.
std::optional<std::string> text_of(const item& of);

}  // namespace marrow::fhir::fhirpath

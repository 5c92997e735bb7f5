#pragma once

#include "fhir/json/value.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter {

/// What of an element may be shown to people: codes, dates, sequence numbers, quantities and sizes. Never a name, a
/// reference, an identifier, a date of birth or free text, nor a number in the place of one, for which it is empty. At
/// most 40 characters.
std::string shown_value(const fhir::json::document& of, const fhir::json::value& element);

/// The text with control characters and invalid bytes replaced, so that no input can steer the terminal.
std::string printable(std::string_view text);

}  // namespace marrow::adapter

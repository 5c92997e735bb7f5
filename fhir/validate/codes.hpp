#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/json/value.hpp"

#include <string>

namespace marrow::fhir::validate {

/// Whether a code, Coding, Quantity, CodeableConcept or CodeableReference has a code of the set, which must be whole;
/// or a CodeableConcept no coding at all.
bool is_within(const json::value& at, const definitions::type& type, const definitions::value_set& set);

/// Codes of the set, for the reader of an issue: some of many.
std::string first_codes(const definitions::value_set& of);

}  // namespace marrow::fhir::validate

#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/json/value.hpp"

#include <span>
#include <string>

namespace marrow::fhir::validate {

/// The codings of a CodeableConcept or CodeableReference; of a Coding or Quantity with a code, itself.
std::span<const json::value> codings_of(const json::value& at, const definitions::type& type);

/// Whether a code, or a coding of the value, is of the set; or there is no coding at all.
bool is_within(const json::value& at, const definitions::type& type, const definitions::value_set& set);

/// Codes of the set, for the reader of an issue: some of many.
std::string first_codes(const definitions::value_set& of);

}  // namespace marrow::fhir::validate

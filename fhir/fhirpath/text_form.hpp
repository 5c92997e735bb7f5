#pragma once

#include "fhir/fhirpath/item.hpp"
#include "fhir/json/write.hpp"

#include <string>

namespace marrow::fhir::fhirpath {

/// An item as a person reads it: a value as toString() has it, an element as compact JSON, a primitive without a value
/// as its sibling's JSON.
std::string text_form(const item& of, const json::document& in);

/// The same as a JSON value: an element as it was sent, truths and numbers as such, a quantity as an object of value
/// and unit, all else as text.
void write_form(json::writer& to, const item& of, const json::document& in);

/// The name of the type as type() has it: FHIR.HumanName, System.Boolean.
std::string type_form(const item& of);

}  // namespace marrow::fhir::fhirpath

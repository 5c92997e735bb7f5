#pragma once

#include "fhir/fhirpath/program.hpp"

namespace marrow::fhir::fhirpath {

/// is: of the type, or of one that derives from it (a code is a string, an Age a Quantity).
bool is_or_derives(const item& of, const type_specifier& type);

/// as and ofType(): the same, but a primitive must be of the very type.
bool is_exactly(const item& of, const type_specifier& type);

/// What type() gives.
type_name name_of_type(const item& of);

}  // namespace marrow::fhir::fhirpath

#pragma once

#include "fhir/fhirpath/functions.hpp"

#include <span>

namespace marrow::fhir::fhirpath {

// One table a group, each sorted as the standard tells them.
std::span<const function> boundary_functions();
std::span<const function> combining_functions();
std::span<const function> conversion_functions();
std::span<const function> encoding_functions();
std::span<const function> existence_functions();
std::span<const function> fhir_functions();
std::span<const function> filtering_functions();
std::span<const function> math_functions();
std::span<const function> pattern_functions();
std::span<const function> string_functions();
std::span<const function> subsetting_functions();
std::span<const function> tree_functions();
std::span<const function> utility_functions();

}  // namespace marrow::fhir::fhirpath

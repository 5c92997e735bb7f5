#pragma once

#include "fhir/json/value.hpp"

#include <string_view>

namespace marrow::fhir {

/// The name FHIRPath has for the member of that spelling: serviced for servicedDate, where serviced[x] is a choice of
/// types in R4, R4B or R5 that allows a date; birthDate for _birthDate; any other is its own. Elements with a choice
/// of types never repeat, so an array is none. `resource` is the one the element stands in: a few spellings are a
/// choice in one resource and a plain element in another.
std::string_view element_name(std::string_view spelling, const json::value& element, const json::value& resource);

}  // namespace marrow::fhir

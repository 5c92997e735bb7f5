#pragma once

#include "fhir/json/value.hpp"

#include <string>

namespace marrow::fhir {

/// The FHIRPath of a value of the document, from the type of the root resource on:
/// Bundle.entry[3].resource.item[1].serviced. Indexes are the sender's own; choice elements are named as FHIRPath
/// names them (serviced, not servicedDate); names that are keywords of FHIRPath stand between backticks.
/// The value must belong to the document. Cost: the depth times the logarithm of the widths.
std::string path_to(const json::document& of, const json::value& element);

}  // namespace marrow::fhir

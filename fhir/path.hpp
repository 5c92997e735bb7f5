#pragma once

#include "fhir/json/value.hpp"

#include <string>
#include <string_view>

namespace marrow::fhir {

/// The FHIRPath of a value of the document, from the type of the root resource on:
/// Bundle.entry[3].resource.item[1].serviced. Indexes are the sender's own; choice elements are named as FHIRPath
/// names them (serviced, not servicedDate); names that are keywords of FHIRPath stand between backticks.
/// Where the root is of no type of FHIR R4, R4B or R5, $this stands for it. The name of a primitive's sibling is that
/// of the primitive (birthDate for _birthDate). A name that is none of FHIR's could be anything, data of the patient
/// too: the path ends before it. For a value of no or of another document it is that of the root. Cost: the depth times
/// the logarithm of the widths.
std::string path_to(const json::document& of, const json::value& element);

/// The value that has this path; of a primitive and its sibling, the first. Null when there is none, or what stands
/// there is no path that path_to() makes.
const json::value* element_at(const json::document& of, std::string_view path);

/// Whether the element is the ancestor or lies within it, both in the document. The same cost.
bool contains(const json::document& of, const json::value& ancestor, const json::value& element);

}  // namespace marrow::fhir

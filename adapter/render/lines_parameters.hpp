#pragma once

#include "adapter/render/line_fields.hpp"
#include "fhir/json/write.hpp"

#include <span>

namespace marrow::adapter {

/// Writes the lines as a FHIR Parameters resource, the answer of $cpt-lines: a parameter `line` each, with the parts
/// code, modifier (repeated), units, serviceDate, placeOfService, diagnosis (repeated), practitioner, patient, at, and
/// `from`, whose parts give the FHIRPath each field came from. What a line does not have is left out.
/// No lines: a Parameters without parameter. `of` is what the lines were read from.
void write_parameters(fhir::json::writer& out, std::span<const mappings::line> lines, const fhir::submission& of);
void write_parameters(fhir::json::writer& out, std::span<const line_fields> lines);

}  // namespace marrow::adapter

#pragma once

#include "adapter/render/line_fields.hpp"
#include "fhir/json/write.hpp"

#include <span>

namespace marrow::adapter {

/// A line as in `marrow lines --format json`: code, modifiers, units, serviceDate {start, end}, placeOfService,
/// diagnoses, practitioner, patient, at, from. Every member is there; what the line does not have is null, or an empty
/// array. `from` has only the fields that came from an element.
void write_line(fhir::json::writer& out, const line_fields& line);

/// The array of them.
void write_lines(fhir::json::writer& out, std::span<const line_fields> lines);

}  // namespace marrow::adapter

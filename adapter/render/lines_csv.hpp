#pragma once

#include "adapter/render/line_fields.hpp"

#include <span>
#include <string>

namespace marrow::adapter {

/// The heading of the CSV form (RFC 4180, but with LF).
std::string lines_csv_heading();

/// A row a line: file, line, code, modifiers, units, start, end, placeOfService, diagnoses, practitioner, patient, at,
/// from. Several values stand in one field, separated by a space; `from` is field=path, separated by "; ". A text field
/// that a spreadsheet would take for a formula gets an apostrophe in front.
std::string lines_csv(const std::string& file, std::span<const line_fields> lines);

}  // namespace marrow::adapter

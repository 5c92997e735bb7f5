#pragma once

#include "mappings/checks/context.hpp"

#include <optional>

namespace marrow::mappings {

/// The CMS file that a line is held against: that of practitioners for a professional claim and for lines of
/// Procedures alone, that of outpatient hospitals for an institutional one unless the place is inpatient; none
/// otherwise.
std::optional<setting> setting_of(const line& of, const tables& known);

}  // namespace marrow::mappings

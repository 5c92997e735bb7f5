#pragma once

#include "mappings/checks/candidates.hpp"
#include "mappings/checks/context.hpp"

namespace marrow::mappings {

/// The line of an earlier message that fits as primary of an add-on line: of the same patient, day and practitioner (an
/// unknown one does not fail), and active where the table lists it; listed ones first. Null when there is none.
const earlier_line* earlier_primary(context& with, const line& add_on, const candidates& all);

}  // namespace marrow::mappings

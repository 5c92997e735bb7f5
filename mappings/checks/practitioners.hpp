#pragma once

#include "mappings/checks/history.hpp"
#include "mappings/line.hpp"

#include <string>
#include <vector>

namespace marrow::mappings {

/// Whether one practitioner may have done both: they share one, or those of either are unknown.
bool may_be_of_one(const line& a, const line& b);

/// The same by names (practitioner_names).
bool may_be_of_one(const name_set& a, const std::vector<std::string>& b);

}  // namespace marrow::mappings

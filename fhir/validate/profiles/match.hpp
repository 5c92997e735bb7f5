#pragma once

#include "fhir/json/value.hpp"

namespace marrow::fhir::validate::profiles {

/// Where a value is not what fixed[x] says, member for member; null when it is.
const json::value* differs_from(const json::value& at, const json::value& fixed);

/// Where a value has not all that pattern[x] says; null when it has. More members may be there, and in arrays more
/// items: each item of the pattern's is matched by one.
const json::value* lacks(const json::value& at, const json::value& pattern);

}  // namespace marrow::fhir::validate::profiles

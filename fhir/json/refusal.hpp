#pragma once

#include "fhir/fault.hpp"

#include <cstddef>
#include <string>

namespace marrow::fhir::json {

/// Why the input is refused, before line and column are counted.
struct refusal {
    std::string text;
    std::size_t offset{};
    fault_kind kind{fault_kind::malformed};
};

}  // namespace marrow::fhir::json

#pragma once

#include "fhir/json/value.hpp"

#include <span>
#include <string_view>

namespace marrow::fhir::validate {

/// Invariants that nearly all data obey in a way that shows at a glance, so that FHIRPath is asked of the others only.
struct glance {
    std::string_view key;                         ///< of the invariant, in each release that has it
    bool (*surely_holds)(const json::value& at);  ///< false: not sure
};

std::span<const glance> glances();

}  // namespace marrow::fhir::validate

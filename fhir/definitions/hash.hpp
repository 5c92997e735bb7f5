#pragma once

#include "fhir/json/name.hpp"

#include <cstddef>

namespace marrow::fhir::definitions {

/// Where a name begins to look in a hash of names; good in its lower bits.
constexpr std::size_t hash_of(json::name name)
{
    const auto mixed = static_cast<std::uint32_t>(name) * 0x9E37'79B1u;
    return mixed >> 16;
}

}  // namespace marrow::fhir::definitions

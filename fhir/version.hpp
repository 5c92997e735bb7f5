#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace marrow::fhir {

/// Releases that are read. R4B differs from R4 in nothing that Marrow maps.
enum class version : std::uint8_t { r4, r4b, r5 };

/// "4.0", "4.3", "5.0", as in the fhirVersion parameter of the media type.
std::string_view name_of(version release);
std::optional<version> version_from(std::string_view text);

}  // namespace marrow::fhir

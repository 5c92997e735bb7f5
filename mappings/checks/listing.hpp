#pragma once

#include "mappings/line.hpp"
#include "mappings/tables.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace marrow::mappings {

/// How the table of add-on edits stands to a primary: it asks for none by name, lists it on that day, lists it on other
/// days alone, or does not list it.
enum class listing : std::uint8_t { any, active, ended, absent };

/// Without a date of service every listed row is active. The add-on has rows.
listing listing_of(
    const tables& known, std::string_view add_on, std::string_view primary, const std::optional<fhir::days>& service
);

}  // namespace marrow::mappings

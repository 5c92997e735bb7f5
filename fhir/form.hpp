#pragma once

#include "fhir/fault.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace marrow::fhir {

/// How a resource is written.
enum class form : std::uint8_t { json, xml };

/// As the first character says, which in XML is a bracket.
form form_of(std::string_view bytes);

struct parsed {
    json::document document;
    version release;
};

/// Parses a resource of either form (json/parse.hpp, xml/parse.hpp). The release is that asked for, or the one that its
/// elements betray (detect_version). The bytes and the arena must outlive the document.
result<parsed> read(
    std::string_view bytes,
    json::arena& memory,
    std::optional<version> release = std::nullopt,
    const json::limits& bounds = {}
);

}  // namespace marrow::fhir

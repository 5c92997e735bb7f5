#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace marrow::fhir::json {

/// Member names, interned, so that a walk compares integers. Those that Marrow reads stand in names.def;
/// any other name of a document gets a number of its own from first_unknown on, valid in that document only.
enum class name : std::uint32_t {
    none = 0,
#define MARROW_NAME(identifier, spelling) identifier,
#include "fhir/json/names.def"
#undef MARROW_NAME
    first_unknown
};

/// The number of a name of names.def; name::none for any other spelling. One hash, one comparison.
name known_name(std::string_view spelling);

/// The spelling of a name of names.def; empty for others (ask the document).
std::string_view known_spelling(name known);

}  // namespace marrow::fhir::json

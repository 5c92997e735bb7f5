#pragma once

#include "fhir/issue.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace marrow::fhir::validate {

/// What the validator finds; rules.def lists it.
enum class rule : std::uint8_t {
#define MARROW_RULE(identifier, code, level, type, text, mend) identifier,
#include "fhir/validate/rules.def"
#undef MARROW_RULE
};

struct rule_row {
    std::string_view code;
    severity level;
    std::string_view type;  ///< of the issue-type code system
    std::string_view text;
    std::string_view mend;
};

/// In the order of the enumeration.
std::span<const rule_row> all_rules();

const rule_row& row_of(rule which);

/// The code system of the rules' codes.
inline constexpr std::string_view rules_system = "http://marrow.example/fhir/CodeSystem/structure";

}  // namespace marrow::fhir::validate

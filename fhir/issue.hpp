#pragma once

#include "fhir/json/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir {

enum class severity : std::uint8_t { fatal, error, warning, information };

std::string_view name_of(severity level);
std::optional<severity> severity_from(std::string_view text);

struct issue_coding {
    std::string_view system;
    std::string_view code;
};

/// A finding about the data. Texts hold codes, dates and sequence numbers, never a name, an identifier or free text
/// of the sender. The string_views refer to tables that outlive the issue.
struct issue {
    severity level{severity::error};
    std::string_view type;               ///< code of the issue-type code system
    std::vector<issue_coding> codings;   ///< ours first
    std::string text;                    ///< what is wrong, with which values
    std::string diagnostics;             ///< what would mend it
    std::vector<const json::value*> at;  ///< elements of the submission; the first gives line and column,
    const json::value* place{};          ///< unless this does

    /// What line and column are those of; null when there is nothing to point at.
    const json::value* pointed() const { return place ? place : at.empty() ? nullptr : at.front(); }
};

}  // namespace marrow::fhir

#pragma once

#include "adapter/operations/adjudication.hpp"

#include <array>
#include <string_view>

namespace marrow::adapter {

// Codes of X12 by number alone: their texts are X12's.

inline constexpr std::string_view x12_review_system = "https://codesystem.x12.org/005010/306";
inline constexpr std::string_view x12_reject_system = "https://codesystem.x12.org/005010/901";

/// How a verdict is said.
struct review_code {
    verdict of{};
    std::string_view words;     ///< ours
    std::string_view action;    ///< of X12 306
    std::string_view decision;  ///< of http://hl7.org/fhir/claim-decision; empty: none says it
};

inline constexpr std::array<review_code, 4> review_codes{{
    {verdict::certified, "nothing against them", "A1", "approved"},
    {verdict::refused, "refused", "A3", "denied"},
    {verdict::pended, "waiting for a document", "A4", "pending"},
    {verdict::unread, "not judged here", "CT", ""},
}};

inline const review_code& review_code_of(verdict how)
{
    return review_codes[static_cast<std::size_t>(how)];
}

/// Of X12 901, for an error by the code of its finding.
std::string_view reject_code_of(std::string_view finding);

}  // namespace marrow::adapter

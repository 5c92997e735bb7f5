#pragma once

#include "fhir/submission.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

inline constexpr std::uint32_t most_attachments = 64;  ///< of one claim, by one of its identifiers

/// The name (as in fhir/names.hpp) under which the nth document, from 1, that was handed in for the claim with an
/// identifier is found. Empty where the identifier makes no name.
std::string attachment_name(std::string_view system, std::string_view value, std::uint32_t number);

/// Those names for the claims of a submission; none where no claim has an identifier.
std::vector<std::string> attachment_names(const fhir::submission& of, std::uint32_t number);

}  // namespace marrow::adapter

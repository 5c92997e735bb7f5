#pragma once

#include "fhir/json/value.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter {

/// The MessageHeader of a Bundle of type message; the missing value of anything else.
const fhir::json::value& header_of(const fhir::json::value& root);

/// Who sent it: as the request said, or else the source of its MessageHeader; cut at 255 bytes, empty when nobody says.
std::string sender_of(std::string_view said, const fhir::json::value& root);

}  // namespace marrow::adapter

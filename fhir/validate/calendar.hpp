#pragma once

#include <string_view>

namespace marrow::fhir::validate {

// Texts of the types of time (datatypes.html#dateTime): years 0001 to 9999, days that exist, seconds up to 60, zones up
// to 14:00.

bool is_date(std::string_view text);       ///< YYYY, YYYY-MM, YYYY-MM-DD
bool is_date_time(std::string_view text);  ///< a date, or an instant
bool is_instant(std::string_view text);    ///< YYYY-MM-DDThh:mm:ss, a fraction, and a zone
bool is_time(std::string_view text);       ///< hh:mm:ss and a fraction

}  // namespace marrow::fhir::validate

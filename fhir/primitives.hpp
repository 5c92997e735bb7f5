#pragma once

#include "fhir/json/value.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir {

using day = std::chrono::sys_days;

/// The calendar day a date, dateTime or instant names, as written: the zone does not move it.
/// None for a year or a month alone, and for what is no date.
std::optional<day> day_of(std::string_view text);

/// YYYY-MM-DD.
std::string to_string(day date);

/// A span of days, both included.
struct days {
    day first;
    day last;

    bool is_one_day() const { return first == last; }
    bool shares_a_day_with(const days& other) const { return first <= other.last && other.first <= last; }
    friend bool operator==(const days&, const days&) = default;
};

/// The days of a date, dateTime, or Period. A Period with one end is that day; one whose end lies before its
/// start, or without any day, is none.
std::optional<days> days_of(const json::value& date_or_period);

/// "2026-01-05", or "2026-01-05 to 2026-01-07".
std::string to_string(const days& span);

/// Text without white space at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters lowered or raised; other bytes as they are.
std::string lowered(std::string_view text);
std::string raised(std::string_view text);

/// The element name of a date or period that R4 and R5 name apart: the first of these members that was sent.
const json::value& first_of(const json::value& parent, std::initializer_list<json::name> members);

}  // namespace marrow::fhir

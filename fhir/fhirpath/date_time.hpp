#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// A date, dateTime or time with the precision it was written with. Which of the three it is, its holder knows.
struct date_time {
    enum class precision : std::uint8_t { year, month, day, hour, minute, second };

    std::int16_t year{1};
    std::uint8_t month{1};
    std::uint8_t day{1};
    std::uint8_t hour{};
    std::uint8_t minute{};
    std::uint8_t second{};
    precision to{precision::year};
    std::uint8_t digits{};  ///< of the fraction of the second, at most 9
    bool has_zone{};
    std::int16_t offset{};  ///< minutes east of UTC
    std::uint32_t nanoseconds{};

    /// Not more precise than that, without zone when that is a day or less.
    date_time cut(precision at) const;
};

/// YYYY, YYYY-MM, YYYY-MM-DD. None for anything else or for a day that is not in the calendar.
std::optional<date_time> parse_date(std::string_view text);

/// A date, or a date and T and hh, hh:mm, hh:mm:ss, hh:mm:ss.fff with Z or +hh:mm; T alone after a date is allowed.
/// A fraction has at most 9 digits.
std::optional<date_time> parse_date_time(std::string_view text);

/// hh, hh:mm, hh:mm:ss, hh:mm:ss.fff.
std::optional<date_time> parse_time(std::string_view text);

std::string date_text(const date_time& of);
std::string date_time_text(const date_time& of);
std::string time_text(const date_time& of);

/// None when it depends on what is not known: a component that one of them lacks, or the zone of one that has none.
std::optional<std::strong_ordering> compare(const date_time& a, const date_time& b);

/// None when one is more precise than the other.
std::optional<std::strong_ordering> compare_times(const date_time& a, const date_time& b);

/// What a quantity of time can count; a second comes as its nanoseconds.
enum class time_unit : std::uint8_t { year, month, week, day, hour, minute, nanosecond };

/// The date or dateTime so much later, the day of the month cut to what the month has; a unit finer than the
/// precision counts as often as it fills one of the precision. None when the year leaves 1 to 9999.
std::optional<date_time> plus(const date_time& start, std::int64_t count, time_unit unit);

/// The time so much later, turning at midnight. Years and months change nothing.
date_time time_plus(const date_time& start, std::int64_t count, time_unit unit);

/// Digits of the precision: 4, 6, 8, 10, 12, 14, 17 of a date or dateTime, 2, 4, 6, 9 of a time.
int digits_of(const date_time& of, bool is_time);

/// The earliest (or latest) that the value can be, with so many digits of precision; none where they are no precision.
/// A dateTime without zone gets +14:00 (-12:00). An hour alone counts as its first minute, as FHIR has no such value.
std::optional<date_time> boundary(const date_time& of, int digits, bool is_time, bool is_high);

}  // namespace marrow::fhir::fhirpath

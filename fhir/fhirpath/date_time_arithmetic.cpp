#include "fhir/fhirpath/date_time.hpp"
#include "fhir/fhirpath/decimal.hpp"

#include <array>
#include <chrono>
#include <tuple>

namespace marrow::fhir::fhirpath {
namespace {

using precision = date_time::precision;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// In the calendar of the value's own zone.
struct moment {
    std::int64_t days{};
    std::int64_t nanoseconds{};  ///< of the day

    bool is_before(const moment& other) const
    {
        return std::tie(days, nanoseconds) < std::tie(other.days, other.nanoseconds);
    }
};

std::int64_t days_of(const date_time& of)
{
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{of.year}, std::chrono::month{of.month}, std::chrono::day{of.day}};
    return sys_days{date}.time_since_epoch().count();
}

moment moment_of(const date_time& of)
{
    return {days_of(of), of.hour * hour + of.minute * minute + of.second * second + of.nanoseconds};
}

moment later(moment at, int128 nanoseconds)
{
    const int128 sum = at.nanoseconds + nanoseconds;
    int128 days = sum / day;
    if (sum % day < 0) --days;
    return {static_cast<std::int64_t>(at.days + days), static_cast<std::int64_t>(sum - days * day)};
}

void set_time(date_time& to, std::int64_t nanoseconds)
{
    to.hour = static_cast<std::uint8_t>(nanoseconds / hour);
    to.minute = static_cast<std::uint8_t>(nanoseconds % hour / minute);
    to.second = static_cast<std::uint8_t>(nanoseconds % minute / second);
    to.nanoseconds = static_cast<std::uint32_t>(nanoseconds % second);
    if (to.nanoseconds != 0 && to.digits < 3) to.digits = 3;
}

bool set_moment(date_time& to, const moment& at)
{
    constexpr std::int64_t first_day = -719'162;
    constexpr std::int64_t last_day = 2'932'896;
    if (at.days < first_day || at.days > last_day) return false;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{at.days}}};
    to.year = static_cast<std::int16_t>(static_cast<int>(date.year()));
    to.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
    to.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
    set_time(to, at.nanoseconds);
    return true;
}

std::uint8_t last_day(int of_year, unsigned of_month)
{
    const auto last = std::chrono::year{of_year} / std::chrono::month{of_month} / std::chrono::last;
    return static_cast<std::uint8_t>(static_cast<unsigned>(last.day()));
}

std::optional<date_time> plus_months(date_time start, int128 months)
{
    if (start.to == precision::year) months = months / 12 * 12;
    const int128 all = start.year * 12 + (start.month - 1) + months;
    if (all < 12 || all >= 10'000 * 12) return std::nullopt;
    start.year = static_cast<std::int16_t>(all / 12);
    start.month = static_cast<std::uint8_t>(all % 12 + 1);
    const std::uint8_t last = last_day(start.year, start.month);
    if (start.day > last) start.day = last;
    return start;
}

constexpr std::int64_t nanoseconds_in(time_unit unit)
{
    switch (unit) {
    case time_unit::year:
    case time_unit::month:
        return 0;
    case time_unit::week:
        return 7 * day;
    case time_unit::day:
        return day;
    case time_unit::hour:
        return hour;
    case time_unit::minute:
        return minute;
    case time_unit::nanosecond:
        return 1;
    }
    return 0;
}

/// What a precision can tell apart.
constexpr std::int64_t grain(precision of)
{
    constexpr std::array<std::int64_t, 6> grains{365 * day, 30 * day, day, hour, minute, 1};
    return grains[static_cast<std::size_t>(of)];
}

/// The components in order; the fraction belongs to the second.
std::array<std::int64_t, 6> components(const date_time& of)
{
    return {of.year, of.month, of.day, of.hour, of.minute, of.second * second + of.nanoseconds};
}

std::optional<std::strong_ordering> compare_from(precision first, const date_time& a, const date_time& b)
{
    const auto left = components(a);
    const auto right = components(b);
    for (auto at = static_cast<std::size_t>(first); at < left.size(); ++at) {
        const auto level = static_cast<precision>(at);
        if (a.to < level && b.to < level) break;
        if (a.to < level || b.to < level) return std::nullopt;
        if (left[at] != right[at]) return left[at] <=> right[at];
    }
    return std::strong_ordering::equal;
}

/// Every component set, to the lowest or highest it can be.
date_time filled(date_time of, bool is_high)
{
    if (of.to < precision::month && is_high) of.month = 12;
    if (of.to < precision::day && is_high) of.day = last_day(of.year, of.month);
    if (of.to < precision::hour && is_high) of.hour = 23;
    if (of.to < precision::minute && is_high) of.minute = 59;
    if (of.to < precision::second && is_high) of.second = 59;
    std::uint32_t unknown = 1'000'000'000;
    for (int digit = 0; digit < of.digits; ++digit)
        unknown /= 10;
    if (is_high) of.nanoseconds += unknown - 1;
    of.to = precision::second;
    return of;
}

date_time in_utc(const date_time& of)
{
    date_time moved = of;
    const moment at = later(moment_of(of), -of.offset * minute);
    return of.offset != 0 && set_moment(moved, at) ? moved : of;
}

moment instant(const date_time& of, bool is_high, std::int64_t offset)
{
    return later(moment_of(filled(of, is_high)), -offset * minute);
}

constexpr std::int64_t easternmost = 14 * 60;
constexpr std::int64_t westernmost = -12 * 60;

/// Decided only where the order is the same wherever on Earth the other was written.
std::optional<std::strong_ordering> compare_unplaced(const date_time& placed, const date_time& other)
{
    if (instant(placed, true, placed.offset).is_before(instant(other, false, easternmost)))
        return std::strong_ordering::less;
    if (instant(other, true, westernmost).is_before(instant(placed, false, placed.offset)))
        return std::strong_ordering::greater;
    return std::nullopt;
}

std::optional<precision> precision_of(int digits, bool is_time)
{
    switch (is_time ? digits + 8 : digits) {
    case 4:
        return precision::year;
    case 6:
        return precision::month;
    case 8:
        return precision::day;
    case 10:
        return precision::hour;
    case 12:
        return precision::minute;
    case 14:
    case 17:
        return precision::second;
    default:
        return std::nullopt;
    }
}

}  // namespace

std::optional<std::strong_ordering> compare(const date_time& a, const date_time& b)
{
    if (a.has_zone && b.has_zone) return compare_from(precision::year, in_utc(a), in_utc(b));
    if (a.has_zone) return compare_unplaced(a, b);
    if (!b.has_zone) return compare_from(precision::year, a, b);
    const auto turned = compare_unplaced(b, a);
    if (!turned) return std::nullopt;
    return std::is_lt(*turned) ? std::strong_ordering::greater : std::strong_ordering::less;
}

std::optional<std::strong_ordering> compare_times(const date_time& a, const date_time& b)
{
    return compare_from(precision::hour, a, b);
}

std::optional<date_time> plus(const date_time& start, std::int64_t count, time_unit unit)
{
    if (unit == time_unit::year) return plus_months(start, int128{count} * 12);
    if (unit == time_unit::month) return plus_months(start, count);
    const int128 unrounded = int128{count} * nanoseconds_in(unit);
    const int128 grains = unrounded / grain(start.to);
    if (start.to == precision::year) return plus_months(start, grains * 12);
    if (start.to == precision::month) return plus_months(start, grains);
    constexpr int128 longest = int128{10'000} * 366 * day;
    if (unrounded > longest || unrounded < -longest) return std::nullopt;
    date_time moved = start;
    return set_moment(moved, later(moment_of(start), grains * grain(start.to))) ? std::optional{moved} : std::nullopt;
}

date_time time_plus(const date_time& start, std::int64_t count, time_unit unit)
{
    const int128 grains = int128{count} * nanoseconds_in(unit) / grain(start.to);
    date_time moved = start;
    const int128 turned = grains * grain(start.to) % day;
    set_time(moved, later({0, moment_of(start).nanoseconds}, turned).nanoseconds);
    return moved;
}

std::optional<date_time> boundary(const date_time& of, int digits, bool is_time, bool is_high)
{
    const auto to = precision_of(digits, is_time);
    if (!to || (is_time && digits < 2)) return std::nullopt;
    date_time made = of;
    if (made.to == precision::hour) made.to = precision::minute;
    made = filled(made, is_high);
    made.nanoseconds -= made.nanoseconds % 1'000'000;
    made.digits = 3;
    if (!is_time && !made.has_zone) {
        made.has_zone = true;
        made.offset = static_cast<std::int16_t>(is_high ? westernmost : easternmost);
    }
    if (*to == precision::second && digits == (is_time ? 6 : 14)) {
        made.digits = 0;
        made.nanoseconds = 0;
    }
    return made.cut(*to);
}

}  // namespace marrow::fhir::fhirpath

#include "adapter/instant.hpp"

#include "fhir/fhirpath/date_time.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace marrow::adapter {

using namespace std::chrono;
using fhir::fhirpath::date_time;

namespace {

std::int64_t milliseconds_of(const date_time& of)
{
    const sys_days day = year{of.year} / month{of.month} / std::chrono::day{of.day};
    const auto since = day.time_since_epoch() + hours{of.hour} + minutes{of.minute - of.offset} + seconds{of.second};
    return duration_cast<milliseconds>(since).count() + of.nanoseconds / 1'000'000;
}

std::int64_t length_after(const date_time& from)
{
    using precision = date_time::precision;
    switch (from.to) {
    case precision::year:
        return duration_cast<milliseconds>(
                   sys_days{year{from.year + 1} / January / 1} - sys_days{year{from.year} / January / 1}
        )
            .count();
    case precision::month: {
        const year_month_day_last last{year{from.year}, month_day_last{month{from.month}}};
        return duration_cast<milliseconds>(days{unsigned{last.day()}}).count();
    }
    case precision::day:
        return duration_cast<milliseconds>(days{1}).count();
    case precision::hour:
        return duration_cast<milliseconds>(hours{1}).count();
    case precision::minute:
        return duration_cast<milliseconds>(minutes{1}).count();
    case precision::second:
        break;
    }
    return from.digits == 0 ? 1'000 : from.digits == 1 ? 100 : from.digits == 2 ? 10 : 1;
}

}  // namespace

std::string instant_text(std::int64_t since)
{
    const sys_time<milliseconds> at{milliseconds{since}};
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    std::array<char, 32> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        int{date.year()},
        unsigned{date.month()},
        unsigned{date.day()},
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count())
    );
    return text.data();
}

std::optional<stretch> stretch_of(std::string_view text)
{
    const auto read = fhir::fhirpath::parse_date_time(text);
    if (!read) return std::nullopt;
    const std::int64_t from = milliseconds_of(*read);
    return stretch{from, from + length_after(*read)};
}

}  // namespace marrow::adapter

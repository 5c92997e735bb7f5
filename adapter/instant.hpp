#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// The FHIR instant, in UTC with milliseconds, of milliseconds since 1970-01-01: 2026-01-05T10:11:12.123Z.
std::string instant_text(std::int64_t milliseconds);

/// A stretch of time: milliseconds since 1970-01-01, the last one excluded.
struct stretch {
    std::int64_t from{};
    std::int64_t until{};
};

/// What a date or dateTime can mean at its precision: a year, a day, a millisecond. Without a zone it is UTC. None when
/// it is neither.
std::optional<stretch> stretch_of(std::string_view date_time);

}  // namespace marrow::adapter

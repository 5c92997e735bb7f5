#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

enum class log_level : std::uint8_t { info, warning, error };

/// All that a line of the log can say: what is not a member here cannot get into it. No member may be given content
/// of a body, or of a query.
struct log_entry {
    std::string_view event{};
    std::string_view request_id{};
    std::string_view trace{};  ///< of W3C Trace Context, in its form
    std::string_view route{};  ///< of the route table, never what was asked for
    std::uint16_t status{};
    std::optional<std::uint64_t> bytes{};  ///< of the body received
    std::optional<std::int64_t> microseconds{};
    std::string_view text{};  ///< of a fault (its log text) or of the system
};

/// One JSON object on one line; what is empty is left out. Controls, quotes and bytes that are not ASCII are escaped
/// or replaced, and texts are cut at 1,000 bytes. `time`: RFC 3339.
std::string log_line(log_level level, const log_entry& entry, std::string_view time);

/// Writes the line to standard error in one piece, with the time of the system clock. Any thread; never throws.
void log(log_level level, const log_entry& entry) noexcept;

/// What may be said of an exception: its type, and its text where that is of our own making (fhir::broken_invariant).
/// Other texts may quote what was at work.
std::string text_of(const std::exception& thrown);

/// The time of the system clock: 2026-01-05T10:11:12.123Z.
std::string now_text();

}  // namespace marrow::adapter

#include "adapter/log.hpp"

#include "adapter/instant.hpp"
#include "fhir/fault.hpp"

#include <boost/core/demangle.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <typeinfo>
#include <unistd.h>

namespace marrow::adapter {

namespace {

std::string_view name_of(log_level level)
{
    constexpr std::array names{"info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

void append_escaped(std::string& out, char c)
{
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        out.push_back('\\');
        out.push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
        constexpr std::string_view digits = "0123456789abcdef";
        out.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    } else {
        out.push_back(byte < 0x80 ? c : '?');
    }
}

void append_text(std::string& out, std::string_view name, std::string_view text)
{
    constexpr std::size_t longest = 1000;
    if (text.empty()) return;
    out.append(out.size() == 1 ? "\"" : ",\"").append(name).append("\":\"");
    for (const char c : text.substr(0, longest))
        append_escaped(out, c);
    out.push_back('"');
}

void append_number(std::string& out, std::string_view name, const std::string& number)
{
    out.append(",\"").append(name).append("\":").append(number);
}

}  // namespace

std::string log_line(log_level level, const log_entry& entry, std::string_view time)
{
    std::string out{"{"};
    append_text(out, "time", time);
    append_text(out, "level", name_of(level));
    append_text(out, "event", entry.event);
    append_text(out, "request", entry.request_id);
    append_text(out, "traceparent", entry.trace);
    append_text(out, "route", entry.route);
    if (entry.status != 0) append_number(out, "status", std::to_string(entry.status));
    if (entry.bytes) append_number(out, "bytes", std::to_string(*entry.bytes));
    if (entry.microseconds) append_number(out, "microseconds", std::to_string(*entry.microseconds));
    append_text(out, "text", entry.text);
    return out += "}\n";
}

void log(log_level level, const log_entry& entry) noexcept
{
    try {
        const std::string line = log_line(level, entry, now_text());
        [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    } catch (const std::exception&) {
        // A log line is not worth a process.
    }
}

std::string text_of(const std::exception& thrown)
{
    std::string text = boost::core::demangle(typeid(thrown).name());
    if (dynamic_cast<const fhir::broken_invariant*>(&thrown)) text.append(": ").append(thrown.what());
    return text;
}

std::string now_text()
{
    using namespace std::chrono;
    return instant_text(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace marrow::adapter

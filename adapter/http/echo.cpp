#include "adapter/http/echo.hpp"

#include <algorithm>

namespace marrow::adapter::http {

namespace {

constexpr std::string_view readable_fields =
    "Location, Content-Location, ETag, Last-Modified, X-Request-Id, X-Correlation-Id, Retry-After, Preference-Applied, "
    "Idempotent-Replayed, Marrow-Verdict";
constexpr std::string_view sendable_fields =
    "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, "
    "If-None-Exist, If-None-Match, Marrow-Errors-As, Marrow-Sender, Prefer, traceparent, X-Correlation-Id, "
    "X-Request-Id";

bool is_printable(std::string_view text)
{
    constexpr std::size_t longest = 255;
    return text.size() <= longest && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// Version, trace, parent and flags, in lower-case hexadecimal.
bool is_trace(std::string_view text)
{
    constexpr std::string_view form = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
    const auto fits = [](char c, char as) {
        return as == 'x' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == as;
    };
    return std::ranges::equal(text, form, fits);
}

bool is_allowed(std::string_view origin, const manners& by)
{
    const auto fits = [&](const std::string& each) { return each == "*" || each == origin; };
    return !origin.empty() && std::ranges::any_of(by.origins, fits);
}

void append(std::string& out, std::string_view name, std::string_view value)
{
    out.append("\r\n").append(name).append(": ").append(value);
}

}  // namespace

std::string echo_of(const request& asked, const manners& by)
{
    std::string out;
    const bool is_altered = asked.sent_id != asked.id;
    const std::string_view correlation =
        asked.correlation_id.empty() && is_altered ? asked.sent_id : asked.correlation_id;
    if (!correlation.empty() && is_printable(correlation)) append(out, "X-Correlation-Id", correlation);
    if (const std::string_view trace = trace_of(asked); !trace.empty()) append(out, "traceparent", trace);
    if (is_allowed(asked.origin, by)) {
        append(out, "Access-Control-Allow-Origin", asked.origin);
        append(out, "Access-Control-Expose-Headers", readable_fields);
        append(out, "Vary", "Origin");
    }
    return out;
}

std::string_view trace_of(const request& asked)
{
    return is_trace(asked.trace) ? asked.trace : std::string_view{};
}

answer options_of(const request& asked, std::string methods, const manners& by)
{
    answer given;
    given.status = 204;
    if (is_allowed(asked.origin, by) && !asked.method_to_come.empty()) {
        add_field(given, "Access-Control-Allow-Methods", methods);
        add_field(given, "Access-Control-Allow-Headers", sendable_fields);
        add_field(given, "Access-Control-Max-Age", "600");
    }
    given.allow = std::move(methods);
    return given;
}

}  // namespace marrow::adapter::http

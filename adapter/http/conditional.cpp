#include "adapter/http/conditional.hpp"

#include "adapter/http/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <time.h>
#include <zlib.h>

namespace marrow::adapter::http {

namespace {

constexpr const char* form = "%a, %d %b %Y %H:%M:%S GMT";

std::optional<std::time_t> time_of(const std::string& date)
{
    std::tm parts{};
    const char* const end = ::strptime(date.c_str(), form, &parts);
    if (!end || *end != '\0') return std::nullopt;
    return ::timegm(&parts);
}

/// Weak and strong tags compare as one (RFC 9110, section 8.8.3.2).
bool names(std::string_view tags, std::uint32_t version)
{
    const std::string wanted = "\"" + std::to_string(version) + "\"";
    while (!tags.empty()) {
        std::string_view tag = next_part(tags, ',');
        if (tag == "*") return true;
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == wanted) return true;
    }
    return false;
}

}  // namespace

std::string http_date(std::time_t at)
{
    std::tm parts{};
    ::gmtime_r(&at, &parts);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), form, &parts)};
}

bool is_unchanged(const request& asked, std::uint32_t version, std::time_t modified)
{
    if (!asked.if_none_match.empty()) return version != 0 && names(asked.if_none_match, version);
    if (asked.if_modified_since.empty() || modified == 0) return false;
    const auto since = time_of(asked.if_modified_since);
    return since && modified <= *since;
}

std::uint32_t version_of(std::string_view bytes)
{
    const auto* const at = static_cast<const Bytef*>(static_cast<const void*>(bytes.data()));
    return std::max(1u, static_cast<std::uint32_t>(::crc32_z(0, at, bytes.size())));
}

}  // namespace marrow::adapter::http

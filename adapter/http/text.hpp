#pragma once

#include <algorithm>
#include <string_view>

namespace marrow::adapter::http {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether two texts are the same but for the case of ASCII letters.
constexpr bool same(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Without the spaces and tabs around it (OWS of RFC 9110, section 5.6.3).
constexpr std::string_view stripped(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The part before the separator, stripped; the rest, without the separator, stays in `text`.
constexpr std::string_view next_part(std::string_view& text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return stripped(part);
}

/// A weight ("q=", RFC 9110, section 12.4.2) in thousandths; one that is none counts as 1.
constexpr unsigned weight_of(std::string_view text)
{
    if (text.empty() || text[0] != '0') return 1000;
    unsigned weight = 0;
    for (std::size_t i = 2; i < 5; ++i)
        weight = weight * 10 +
                 (i < text.size() && text[i] >= '0' && text[i] <= '9' ? static_cast<unsigned>(text[i] - '0') : 0);
    return weight;
}

/// A character of a token (RFC 9110, section 5.6.2).
constexpr bool is_token_character(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

constexpr bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

}  // namespace marrow::adapter::http

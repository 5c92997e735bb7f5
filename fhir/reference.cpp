#include "fhir/reference.hpp"

#include <algorithm>

namespace marrow::fhir {

namespace {

constexpr bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

constexpr bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

constexpr bool is_id_character(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_type(std::string_view text)
{
    return !text.empty() && is_upper(text.front()) && std::ranges::all_of(text, is_letter);
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, is_id_character);
}

bool has_scheme(std::string_view text)
{
    const std::size_t colon = text.find_first_of(":/?#");
    if (colon == std::string_view::npos || colon == 0 || text[colon] != ':') return false;
    return is_letter(text.front());
}

std::string_view last_segment(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

void split_type_and_id(std::string_view url, literal_reference& into)
{
    const std::size_t slash = url.rfind('/');
    if (slash == std::string_view::npos) return;
    const std::string_view type = last_segment(url.substr(0, slash));
    if (!is_type(type) || slash + 1 == url.size()) return;
    into.type = type;
    into.id = url.substr(slash + 1);
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// A percent sign that begins no escape stays as it is.
std::string percent_decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        if (!is_escape) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
        i += 2;
    }
    return out;
}

std::size_t unescaped_bar(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '|')
            return i;
    }
    return std::string_view::npos;
}

}  // namespace

literal_reference parse_reference(std::string_view text)
{
    using form = literal_reference::form;
    literal_reference parsed;
    if (text.empty()) return parsed;
    if (text.front() == '#') {
        parsed.kind = form::fragment;
        parsed.url = text.substr(1);
        return parsed;
    }
    if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
        const std::string_view type = last_segment(text.substr(0, mark));
        if (is_type(type)) {
            parsed.kind = form::conditional;
            parsed.url = text;
            parsed.type = type;
            parsed.criteria = text.substr(mark + 1);
            return parsed;
        }
    }
    constexpr std::string_view history = "/_history/";
    parsed.kind = has_scheme(text) ? form::absolute : form::relative;
    const std::size_t versioned = text.rfind(history);
    parsed.url = text.substr(0, versioned);
    if (versioned != std::string_view::npos) parsed.version = text.substr(versioned + history.size());
    split_type_and_id(parsed.url, parsed);
    return parsed;
}

std::string_view restful_base(std::string_view full_url)
{
    const std::size_t scheme = full_url.starts_with("http://") ? 7 : full_url.starts_with("https://") ? 8 : 0;
    if (scheme == 0) return {};
    literal_reference parts;
    split_type_and_id(full_url, parts);
    if (!is_id(parts.id)) return {};
    const std::size_t base = full_url.size() - parts.id.size() - parts.type.size() - 1;
    return base > scheme + 1 ? full_url.substr(0, base) : std::string_view{};
}

std::string without_escapes(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape = text[i] == '\\' && i + 1 < text.size() &&
                               std::string_view{"\\|,$"}.find(text[i + 1]) != std::string_view::npos;
        out += text[is_escape ? ++i : i];
    }
    return out;
}

identifier_token parse_token(std::string_view text)
{
    const std::size_t bar = unescaped_bar(text);
    identifier_token asked;
    if (bar != std::string_view::npos) asked.system = without_escapes(text.substr(0, bar));
    asked.value = without_escapes(bar == std::string_view::npos ? text : text.substr(bar + 1));
    return asked;
}

std::optional<identifier_token> parse_criteria(std::string_view criteria)
{
    constexpr std::string_view parameter = "identifier=";
    if (!criteria.starts_with(parameter) || criteria.find('&') != std::string_view::npos) return std::nullopt;
    const identifier_token asked = parse_token(percent_decoded(criteria.substr(parameter.size())));
    return asked.value.empty() ? std::nullopt : std::optional{asked};
}

}  // namespace marrow::fhir

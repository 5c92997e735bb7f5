#include "fhir/xml/text.hpp"

#include "fhir/json/scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace marrow::fhir::xml {
namespace {

using json::refusal;

constexpr bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool is_ordinary(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte < 0x80) || is_space(c);
}

/// The first byte of [at, end) below the space or beyond ASCII, or end. Eight bytes at a time.
const char* find_unusual(const char* at, const char* end)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    while (end - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        const std::uint64_t hits = ((word - ones * 0x20) | word) & ones * 0x80;
        if (hits != 0) return at + std::countr_zero(hits) / 8;
        at += 8;
    }
    while (at != end && *at >= 0x20)
        ++at;
    return at;
}

/// The first byte from `start` on that does not stand for itself in a value, or the size: & or < or a control
/// character. Eight bytes at a time.
std::size_t find_special(std::string_view text, std::size_t start)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::size_t at = start;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t ampersand = word ^ ones * '&';
        const std::uint64_t bracket = word ^ ones * '<';
        const std::uint64_t under = (word - ones * 0x20) | (ampersand - ones) | (bracket - ones);
        const std::uint64_t hits = under & ~word & ones * 0x80;
        if (hits != 0) return at + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
    }
    const auto is_special = [](char c) { return c == '&' || c == '<' || static_cast<unsigned char>(c) < 0x20; };
    while (at < text.size() && !is_special(text[at]))
        ++at;
    return at;
}

bool is_character(std::uint32_t code)
{
    return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

struct entity {
    std::string_view name;
    char stands_for;
};

constexpr std::array entities{
    entity{"amp", '&'}, entity{"lt", '<'}, entity{"gt", '>'}, entity{"quot", '"'}, entity{"apos", '\''}};

/// Of "#65" or "#x41"; 0 when it is none that XML allows.
std::uint32_t code_of(std::string_view reference)
{
    const bool is_hex = reference.starts_with("#x");
    const std::string_view digits = reference.substr(is_hex ? 2 : 1);
    std::uint32_t code{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
    const bool is_whole = !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
    return is_whole && is_character(code) ? code : 0;
}

/// The "amp" of a text that begins "&amp;"; empty when none ends soon.
std::string_view reference_in(std::string_view text)
{
    constexpr std::size_t longest = 12;
    const std::size_t end = text.substr(0, longest).find(';');
    return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
}

/// Appends what "amp" or "#65" stands for; false when it stands for nothing.
bool append_referred(std::string& out, std::string_view reference)
{
    if (reference.starts_with('#')) {
        const std::uint32_t code = code_of(reference);
        if (code != 0) json::append_utf8(out, code);
        return code != 0;
    }
    const auto known = std::ranges::find(entities, reference, &entity::name);
    if (known == entities.end()) return false;
    out += known->stands_for;
    return true;
}

/// Where the tag ends that begins at `at`: behind its bracket.
std::size_t end_of_tag(std::string_view input, std::size_t at)
{
    char quote = 0;
    for (; at < input.size(); ++at) {
        const char c = input[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return at + 1;
        }
    }
    return input.size();
}

/// Where that ends which is no element and begins at `at`; 0 when it is an element.
std::size_t end_of_other(std::string_view input, std::size_t at)
{
    struct other {
        std::string_view begin;
        std::string_view end;
    };
    constexpr std::array others{other{"<!--", "-->"}, other{"<![CDATA[", "]]>"}, other{"<?", "?>"}};
    for (const other& each : others) {
        if (!input.substr(at).starts_with(each.begin)) continue;
        const std::size_t found = input.find(each.end, at + each.begin.size());
        return found == std::string_view::npos ? input.size() : found + each.end.size();
    }
    return 0;
}

}  // namespace

std::size_t find_no_character(std::string_view input, std::size_t start)
{
    const char* const end = input.data() + input.size();
    for (const char* at = input.data() + start;;) {
        at = find_unusual(at, end);
        if (at == end) return std::string_view::npos;
        std::size_t length = is_space(*at) ? 1 : 0;
        if (static_cast<unsigned char>(*at) >= 0x80) length = json::utf8_length(at, end);
        const bool is_none =
            std::string_view{at, length} == "\xEF\xBF\xBE" || std::string_view{at, length} == "\xEF\xBF\xBF";
        if (length == 0 || is_none) return static_cast<std::size_t>(at - input.data());
        at += length;
    }
}

std::optional<refusal>
read_value(std::string_view raw, std::size_t offset, std::string& scratch, json::arena& memory, std::string_view& value)
{
    std::size_t at = find_special(raw, 0);
    value = raw;
    if (at == raw.size()) return std::nullopt;
    scratch.assign(raw.substr(0, at));
    while (at < raw.size()) {
        const char c = raw[at];
        if (c == '<') return refusal{"A < within a value is written &lt; in XML.", offset + at};
        if (c == '&') {
            const std::string_view reference = reference_in(raw.substr(at));
            if (reference.empty() || !append_referred(scratch, reference)) {
                return refusal{
                    "An & begins &amp;, &lt;, &gt;, &quot;, &apos; or the number of a character that XML allows; no "
                    "other entity is read.",
                    offset + at};
            }
            at += reference.size() + 2;
        } else {
            at += raw.substr(at).starts_with("\r\n") ? 2u : 1u;
            scratch += ' ';
        }
        const std::size_t next = find_special(raw, at);
        scratch.append(raw.substr(at, next - at));
        at = next;
    }
    value = memory.keep(scratch);
    return std::nullopt;
}

std::size_t end_of_element(std::string_view input, std::size_t at)
{
    for (std::size_t depth = 0; at < input.size();) {
        if (const std::size_t end = end_of_other(input, at)) {
            at = input.find('<', end);
            continue;
        }
        const bool closes = input.substr(at).starts_with("</");
        const std::size_t end = end_of_tag(input, at);
        const bool is_empty = input[end - 2] == '/';
        if (closes) --depth;
        if (!closes && !is_empty) ++depth;
        if (depth == 0) return end;
        at = input.find('<', end);
    }
    return input.size();
}

bool is_reference(std::string_view text)
{
    std::string stands_for;
    const std::string_view reference = reference_in(text);
    return !reference.empty() && append_referred(stands_for, reference);
}

void append_escaped(std::string& out, std::string_view text)
{
    const auto is_no_character = [&](std::size_t at) {
        return text.substr(at, 2) == "\xEF\xBF" &&
               (text.substr(at + 2, 1) == "\xBE" || text.substr(at + 2, 1) == "\xBF");
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\t':
            out += "&#x9;";
            break;
        case '\n':
            out += "&#xA;";
            break;
        case '\r':
            out += "&#xD;";
            break;
        case '\xEF':
            if (is_no_character(at))
                at += 2;
            else
                out += c;
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    }
}

}  // namespace marrow::fhir::xml

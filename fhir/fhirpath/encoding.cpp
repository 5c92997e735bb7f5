#include "fhir/fhirpath/encoding.hpp"

#include "fhir/fhirpath/lexer.hpp"
#include "fhir/json/write.hpp"

#include <array>
#include <charconv>

namespace marrow::fhir::fhirpath {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

char digit_of(std::uint32_t value, base64 alphabet)
{
    if (value < letters.size()) return letters[value];
    if (alphabet == base64::url) return value == 62 ? '-' : '_';
    return value == 62 ? '+' : '/';
}

std::optional<std::uint32_t> value_of(char digit, base64 alphabet)
{
    for (const std::uint32_t value : {62u, 63u})
        if (digit == digit_of(value, alphabet)) return value;
    const std::size_t found = letters.find(digit);
    return found == std::string_view::npos ? std::nullopt : std::optional{static_cast<std::uint32_t>(found)};
}

std::uint32_t byte_at(std::string_view bytes, std::size_t at)
{
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

/// How many bytes the character that begins so has; 0 for a byte that begins none.
std::size_t size_of_character(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t size = size_of_character(static_cast<unsigned char>(text.front()));
        if (size == 0 || size > text.size()) return false;
        std::uint32_t point = size == 1 ? byte_at(text, 0) : byte_at(text, 0) & (0x7Fu >> size);
        for (std::size_t at = 1; at < size; ++at) {
            if ((byte_at(text, at) & 0xC0) != 0x80) return false;
            point = point << 6 | (byte_at(text, at) & 0x3F);
        }
        constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
        if (point < least[size] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::optional<std::string> valid(std::string text)
{
    return is_utf8(text) ? std::optional{std::move(text)} : std::nullopt;
}

struct entity {
    std::string_view name;
    char character;
};

constexpr entity entities[]{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}};

/// The character of &#39; or &#x27; at the front, and what it takes of the text.
std::optional<std::uint32_t> numbered(std::string_view text, std::size_t& taken)
{
    const std::size_t end = text.find(';');
    if (!text.starts_with("&#") || end == std::string_view::npos || end > 10) return std::nullopt;
    const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    const std::string_view digits = text.substr(is_hex ? 3 : 2, end - (is_hex ? 3 : 2));
    std::uint32_t point{};
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point, is_hex ? 16 : 10);
    if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return std::nullopt;
    taken = end + 1;
    return point;
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t point)
{
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0 | point >> 6);
        byte(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        byte(0xE0 | point >> 12);
        byte(0x80 | (point >> 6 & 0x3F));
        byte(0x80 | (point & 0x3F));
    } else {
        byte(0xF0 | point >> 18);
        byte(0x80 | (point >> 12 & 0x3F));
        byte(0x80 | (point >> 6 & 0x3F));
        byte(0x80 | (point & 0x3F));
    }
}

std::string to_base64(std::string_view bytes, base64 alphabet)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::uint32_t group = byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
        for (std::size_t digit = 0; digit < 4; ++digit) {
            const bool is_padding = at + digit > bytes.size();
            text += is_padding ? '=' : digit_of(group >> (18 - 6 * digit) & 0x3F, alphabet);
        }
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text, base64 alphabet)
{
    if (text.size() % 4 != 0) return std::nullopt;
    while (text.ends_with('='))
        text.remove_suffix(1);
    if (text.size() % 4 == 1) return std::nullopt;
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char digit : text) {
        const auto value = value_of(digit, alphabet);
        if (!value) return std::nullopt;
        bits = bits << 6 | *value;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFF);
    }
    return valid(std::move(bytes));
}

std::string to_hex(std::string_view bytes)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        text.append(1, hex_digits[byte_at(bytes, at) >> 4]).append(1, hex_digits[byte_at(bytes, at) & 15]);
    return text;
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (; !text.empty(); text.remove_prefix(2)) {
        std::uint32_t value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + 2, value, 16);
        if (error != std::errc{} || end != text.data() + 2) return std::nullopt;
        bytes += static_cast<char>(value);
    }
    return valid(std::move(bytes));
}

std::string escape_html(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        std::string_view shown{&c, 1};
        for (const entity& each : entities)
            if (each.character == c) shown = each.name;
        out += shown;
    }
    return out;
}

std::string unescape_html(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        std::size_t taken = 0;
        for (const entity& each : entities) {
            if (!text.starts_with(each.name)) continue;
            out += each.character;
            taken = each.name.size();
        }
        if (taken == 0)
            if (const auto point = numbered(text, taken)) append_utf8(out, *point);
        if (taken == 0) {
            out += text.front();
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return out;
}

std::string escape_json(std::string_view text)
{
    std::string out;
    json::writer{out}.string(text);
    return out.substr(1, out.size() - 2);
}

std::string unescape_json(std::string_view text)
{
    std::string out;
    return append_unescaped(out, text) ? out : std::string{text};
}

}  // namespace marrow::fhir::fhirpath

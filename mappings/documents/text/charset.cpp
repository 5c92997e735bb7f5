#include "mappings/documents/text/charset.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

namespace {

/// Windows-1252 from 0x80 to 0x9F; ISO-8859-1 has nothing printable there.
constexpr std::array<char16_t, 32> windows{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                           0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::string from_windows(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80u] : byte);
    }
    return out;
}

std::string from_utf16(std::string_view bytes, bool big_endian)
{
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]);
        const auto b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
    };
    std::string out;
    out.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
            const char32_t low = unit(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        append_utf8(out, code);
    }
    return out;
}

}  // namespace

void append_utf8(std::string& out, char32_t code)
{
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code == 0 || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) return;
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

std::string to_utf8(std::string bytes, std::string_view charset)
{
    constexpr std::array one_byte{
        std::string_view{"iso-8859-1"},
        std::string_view{"latin1"},
        std::string_view{"latin-1"},
        std::string_view{"windows-1252"},
        std::string_view{"cp1252"}};
    if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(std::string_view{bytes}.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(std::string_view{bytes}.substr(2), true);
    if (charset == "utf-16le") return from_utf16(bytes, false);
    if (charset == "utf-16be" || charset == "utf-16") return from_utf16(bytes, true);
    if (std::ranges::find(one_byte, charset) != one_byte.end()) return from_windows(bytes);
    return bytes;
}

}  // namespace marrow::mappings

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace marrow::fhir::json {

/// The first byte of [at, end) that a JSON string cannot hold as it is: quote, backslash or control character; where
/// beyond_ascii, also the first byte that is not ASCII. Or end. Eight bytes at a time.
template <bool beyond_ascii>
const char* find_special(const char* at, const char* end)
{
    static_assert(std::endian::native == std::endian::little, "the lowest byte of a word must be the first");
    constexpr std::uint64_t ones = 0x0101010101010101;
    while (end - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        const std::uint64_t quote = word ^ ones * '"';
        const std::uint64_t backslash = word ^ ones * '\\';
        // Each subtraction sets the high bit of a byte it runs under; a borrow reaches only bytes above the first hit.
        const std::uint64_t under = (word - ones * 0x20) | (quote - ones) | (backslash - ones);
        const std::uint64_t hits = (beyond_ascii ? under | word : under & ~word) & ones * 0x80;
        if (hits != 0) return at + std::countr_zero(hits) / 8;
        at += 8;
    }
    const auto is_special = [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return code < 0x20 || byte == '"' || byte == '\\' || (beyond_ascii && code >= 0x80);
    };
    while (at != end && !is_special(*at))
        ++at;
    return at;
}

/// Length of the UTF-8 character at [at, end), which starts beyond ASCII; 0 when it is not valid (RFC 3629).
inline std::size_t utf8_length(const char* at, const char* end)
{
    const auto byte = [&](std::ptrdiff_t i) { return static_cast<unsigned char>(at[i]); };
    const auto follows = [&](std::ptrdiff_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < end - at && byte(i) >= low && byte(i) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0xC2 || lead > 0xF4) return 0;
    if (lead < 0xE0) return follows(1) ? 2 : 0;
    if (lead < 0xF0) return follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
}

/// Appends a code point, which is no surrogate, as UTF-8.
inline void append_utf8(std::string& out, unsigned code_point)
{
    const auto put = [&](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto put_rest = [&](unsigned shift) { put(0x80 | (code_point >> shift & 0x3F)); };
    if (code_point < 0x80) return put(code_point);
    if (code_point < 0x800) {
        put(0xC0 | code_point >> 6);
        return put_rest(0);
    }
    if (code_point < 0x10000) {
        put(0xE0 | code_point >> 12);
        put_rest(6);
        return put_rest(0);
    }
    put(0xF0 | code_point >> 18);
    put_rest(12);
    put_rest(6);
    put_rest(0);
}

/// The end of the JSON number at [at, end), or null when none is there (RFC 8259, section 6).
inline const char* number_end(const char* at, const char* end)
{
    const auto is_digit = [&] { return at != end && *at >= '0' && *at <= '9'; };
    const auto digits = [&] {
        if (!is_digit()) return false;
        while (is_digit())
            ++at;
        return true;
    };
    if (at != end && *at == '-') ++at;
    if (at != end && *at == '0')
        ++at;
    else if (!digits())
        return nullptr;
    if (at != end && *at == '.' && (++at, !digits())) return nullptr;
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end && (*at == '+' || *at == '-')) ++at;
        if (!digits()) return nullptr;
    }
    return at;
}

}  // namespace marrow::fhir::json

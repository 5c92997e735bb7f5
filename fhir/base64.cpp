#include "fhir/base64.hpp"

#include <boost/assert.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace marrow::fhir {

namespace {

constexpr std::uint8_t blank = 0x40;
constexpr std::uint8_t padding = 0x41;
constexpr std::uint8_t foreign = 0x80;

constexpr std::array<std::uint8_t, 256> digits = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(foreign);
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::uint8_t i = 0; i < 64; ++i)
        out[static_cast<unsigned char>(alphabet[i])] = i;
    for (const char c : {' ', '\t', '\r', '\n'})
        out[static_cast<unsigned char>(c)] = blank;
    out['='] = padding;
    return out;
}();

std::uint8_t digit_of(char c)
{
    return digits[static_cast<unsigned char>(c)];
}

/// Four digits at a time up to the first white space, padding or foreign character; gives the digits taken.
std::size_t decode_run(std::string_view text, char*& to)
{
    std::size_t at = 0;
    for (; at + 4 <= text.size(); at += 4) {
        const std::uint32_t a = digit_of(text[at]);
        const std::uint32_t b = digit_of(text[at + 1]);
        const std::uint32_t c = digit_of(text[at + 2]);
        const std::uint32_t d = digit_of(text[at + 3]);
        if ((a | b | c | d) >= blank) break;
        const std::uint32_t bits = a << 18 | b << 12 | c << 6 | d;
        *to++ = static_cast<char>(bits >> 16);
        *to++ = static_cast<char>(bits >> 8);
        *to++ = static_cast<char>(bits);
    }
    return at;
}

/// What follows: one digit after the other, so that white space may stand anywhere and padding only at the end.
struct slow_decoder {
    std::uint32_t bits{};
    unsigned count{};  ///< digits of the group at hand, padding included
    unsigned pads{};

    /// False for what is no base64.
    bool take(char c, char*& to)
    {
        const std::uint8_t digit = digit_of(c);
        if (digit == blank) return true;
        if (digit == foreign || (pads && digit != padding)) return false;
        if (digit == padding && (count < 2 || ++pads > 2)) return false;
        bits = bits << 6 | (digit == padding ? 0u : digit);
        if (++count < 4) return true;
        for (unsigned i = 0; i < 3 - pads; ++i)
            *to++ = static_cast<char>(bits >> (16 - 8 * i));
        count = 0;
        return true;
    }
};

/// Without a branch, so that many characters are looked at together.
bool are_digits(std::string_view text)
{
    unsigned others = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const unsigned is_letter = static_cast<unsigned char>((byte | 0x20) - 'a') < 26;
        const unsigned is_number = static_cast<unsigned char>(byte - '0') < 10;
        others += 1 - (is_letter | is_number | (byte == '+') | (byte == '/'));
    }
    return others == 0;
}

/// Digits, white space and padding as they come.
struct counter {
    std::size_t digits{};
    std::size_t pads{};

    bool take(char c)
    {
        const std::uint8_t digit = digit_of(c);
        if (digit == foreign || (pads && digit < blank)) return false;
        digits += digit < blank;
        pads += digit == padding;
        return true;
    }
};

}  // namespace

std::optional<std::size_t> decoded_size(std::string_view text)
{
    constexpr std::size_t block = 32;
    counter all;
    for (; !text.empty(); text.remove_prefix(std::min(block, text.size()))) {
        const std::string_view next = text.substr(0, block);
        if (next.size() == block && all.pads == 0 && are_digits(next)) {
            all.digits += block;
        } else if (!std::ranges::all_of(next, [&](char c) { return all.take(c); })) {
            return std::nullopt;
        }
    }
    if (all.pads > 2 || (all.digits + all.pads) % 4 != 0) return std::nullopt;
    return all.digits * 6 / 8;
}

std::optional<std::string> from_base64(std::string_view text, std::size_t most)
{
    std::string out(decoded_bound(text), '\0');
    char* to = out.data();
    slow_decoder slow;
    for (std::size_t at = 0; at < text.size();) {
        if (slow.count == 0 && slow.pads == 0) at += decode_run(text.substr(at), to);
        if (at < text.size() && !slow.take(text[at++], to)) return std::nullopt;
    }
    if (slow.count != 0) return std::nullopt;
    out.resize(static_cast<std::size_t>(to - out.data()));
    if (out.size() > most) return std::nullopt;
    return out;
}

bool has_sha1(std::string_view bytes, std::string_view base64_hash)
{
    // Fetched once: EVP_sha1() looks its implementation up at every use.
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha1{
        EVP_MD_fetch(nullptr, "SHA1", nullptr), EVP_MD_free};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha1.get(), nullptr);
    BOOST_VERIFY(done == 1);
    const std::optional<std::string> hash = from_base64(base64_hash, digest.size());
    return hash && hash->size() == size &&
           std::equal(hash->begin(), hash->end(), digest.begin(), [](char a, unsigned char b) {
               return static_cast<unsigned char>(a) == b;
           });
}

}  // namespace marrow::fhir

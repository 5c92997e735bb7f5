#include "mappings/documents/words.hpp"

#include <array>

namespace marrow::mappings {

namespace {

enum sign : unsigned char { space = 0, stop = 1, newline = 2 };

/// Lower case of a letter or digit, bytes of UTF-8 as they are; a sign for the rest.
constexpr std::array<unsigned char, 256> folded = [] {
    std::array<unsigned char, 256> out{};
    for (unsigned c = 0x80; c < 256; ++c)
        out[c] = static_cast<unsigned char>(c);
    for (unsigned char c = '0'; c <= '9'; ++c)
        out[c] = c;
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        out[c] = out[static_cast<unsigned char>(c - 'a' + 'A')] = c;
    for (const char c : {'.', ';', ':', ',', '!', '?'})
        out[static_cast<unsigned char>(c)] = stop;
    out['\n'] = newline;
    return out;
}();

unsigned char fold(char c)
{
    return folded[static_cast<unsigned char>(c)];
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Bytes of a sign beyond ASCII: no-break space, soft hyphen, general punctuation, byte order mark. 0 for a letter.
std::size_t wide_sign(std::string_view rest)
{
    if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\xAD")) return 2;
    if (rest.size() >= 3 && rest.starts_with("\xE2\x80")) return 3;
    return rest.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool is_bullet(std::string_view rest)
{
    return rest.starts_with("\xE2\x80\xA2");
}

/// Whether what follows a line break is a blank line or a list item.
bool begins_anew(std::string_view rest)
{
    std::size_t at = 0;
    while (at < rest.size() && (rest[at] == ' ' || rest[at] == '\t' || rest[at] == '\r'))
        ++at;
    if (at >= rest.size() || rest[at] == '\n') return true;
    return (rest[at] == '-' || rest[at] == '*') && at + 1 < rest.size() && rest[at + 1] == ' ';
}

bool ends_clause(std::string_view text, std::size_t at)
{
    switch (fold(text[at])) {
    case stop:
        return at == 0 || at + 1 == text.size() || !is_digit(text[at - 1]) || !is_digit(text[at + 1]);
    case newline:
        return begins_anew(text.substr(at + 1));
    default:
        return is_bullet(text.substr(at));
    }
}

/// Bytes of the sign that stands there, `first` its first byte folded; 0 when it is a letter or digit.
std::size_t sign_at(std::string_view text, std::size_t at, unsigned char first)
{
    if (first < 0x80) return first <= newline ? 1 : 0;
    return wide_sign(text.substr(at));
}

}  // namespace

void split_words(std::string_view text, std::vector<word>& out)
{
    constexpr std::uint64_t offset = 0xcbf29ce484222325u;
    constexpr std::uint64_t prime = 0x100000001b3u;
    std::uint32_t clause = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        unsigned char first = fold(text[at]);
        if (const std::size_t skip = sign_at(text, at, first)) {
            if (first != space && ends_clause(text, at)) ++clause;
            at += skip;
            continue;
        }
        std::uint64_t hash = offset;
        do {
            hash = (hash ^ first) * prime;
            if (++at == text.size()) break;
            first = fold(text[at]);
        } while (sign_at(text, at, first) == 0);
        out.push_back({hash ^ hash >> 32, clause});
    }
}

}  // namespace marrow::mappings

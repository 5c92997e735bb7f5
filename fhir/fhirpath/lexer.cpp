#include "fhir/fhirpath/lexer.hpp"

#include "fhir/fhirpath/encoding.hpp"

#include <array>

namespace marrow::fhir::fhirpath {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_word(char c)
{
    return is_word_start(c) || is_digit(c);
}

/// Four hexadecimal digits at the front.
bool read_hex(std::string_view text, std::uint32_t& point)
{
    if (text.size() < 4) return false;
    point = 0;
    for (const char c : text.substr(0, 4)) {
        constexpr std::string_view digits = "0123456789abcdef";
        const std::size_t digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
        if (digit == std::string_view::npos) return false;
        point = point * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
}

/// \uXXXX at the front, or a pair of them that makes one character; how many bytes it takes, 0 when it is none.
std::size_t take_unicode(std::string_view text, std::string& out)
{
    std::uint32_t point{};
    if (!read_hex(text.substr(2), point)) return 0;
    if (point >= 0xDC00 && point < 0xE000) return 0;
    std::uint32_t low{};
    const bool is_high = point >= 0xD800 && point < 0xDC00;
    if (is_high && (text.substr(6, 2) != "\\u" || !read_hex(text.substr(8), low))) return 0;
    if (is_high && (low < 0xDC00 || low >= 0xE000)) return 0;
    append_utf8(out, is_high ? 0x10000 + (point - 0xD800) * 0x400 + (low - 0xDC00) : point);
    return is_high ? 12 : 6;
}

}  // namespace

token lexer::make(token::kind type, std::size_t start, std::size_t skipped_front, std::size_t skipped_back) const
{
    const std::size_t size = at_ - start - skipped_front - skipped_back;
    return {type, text_.substr(start + skipped_front, size), static_cast<std::uint32_t>(start)};
}

token lexer::next()
{
    if (!skip_blanks()) return {token::kind::wrong, "the end of the comment (*/)", static_cast<std::uint32_t>(at_)};
    if (at_ == text_.size()) return {token::kind::end, {}, static_cast<std::uint32_t>(at_)};
    const char c = text_[at_];
    if (is_word_start(c)) return word();
    if (is_digit(c)) return number();
    if (c == '\'' || c == '"') return quoted(c, token::kind::string);
    if (c == '`') return quoted(c, token::kind::delimited);
    if (c == '@') return date();
    return symbol();
}

bool lexer::skip_blanks()
{
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            ++at_;
        } else if (c == '/' && at(at_ + 1) == '/') {
            at_ = text_.find('\n', at_);
            if (at_ == std::string_view::npos) at_ = text_.size();
        } else if (c == '/' && at(at_ + 1) == '*') {
            const std::size_t end = text_.find("*/", at_ + 2);
            if (end == std::string_view::npos) return false;
            at_ = end + 2;
        } else {
            break;
        }
    }
    return true;
}

token lexer::quoted(char quote, token::kind type)
{
    const std::size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != quote)
        at_ += text_[at_] == '\\' ? 2u : 1u;
    if (at_ >= text_.size()) return {token::kind::wrong, "the closing quote", static_cast<std::uint32_t>(start)};
    ++at_;
    return make(type, start, 1, 1);
}

void lexer::skip_digits()
{
    while (is_digit(at(at_)))
        ++at_;
}

token lexer::number()
{
    const std::size_t start = at_;
    skip_digits();
    if (at(at_) == '.' && is_digit(at(at_ + 1))) {
        ++at_;
        skip_digits();
    }
    return make(token::kind::number, start);
}

token lexer::date()
{
    const std::size_t start = at_++;
    bool is_time = at(at_) == 'T';
    const bool is_time_alone = is_time;
    if (is_time) ++at_;
    const auto is_part = [&] {
        const char c = at(at_);
        if (is_digit(c) || (is_time && c == ':')) return true;
        if (!is_time) return c == '-' && is_digit(at(at_ + 1));
        return c == '.' && is_digit(at(at_ + 1));
    };
    while (is_part() || (!is_time && at(at_) == 'T')) {
        is_time = is_time || at(at_) == 'T';
        ++at_;
    }
    if (is_time_alone) return make(token::kind::time, start, 2);
    if (!is_time) return make(token::kind::date, start, 1);
    const bool has_offset = at(at_) == '+' || at(at_) == '-';
    if (at(at_) == 'Z') {
        ++at_;
    } else if (has_offset && at(at_ + 3) == ':') {
        at_ += 4;
        skip_digits();
    }
    return make(token::kind::date_time, start, 1);
}

token lexer::word()
{
    const std::size_t start = at_;
    while (is_word(at(at_)))
        ++at_;
    return make(token::kind::identifier, start);
}

token lexer::symbol()
{
    const std::size_t start = at_;
    if (text_[at_] == '$') {
        ++at_;
        while (is_word(at(at_)))
            ++at_;
        return make(token::kind::special, start);
    }
    constexpr std::array<std::string_view, 4> pairs{"<=", ">=", "!=", "!~"};
    for (const std::string_view pair : pairs) {
        if (text_.substr(at_, 2) != pair) continue;
        at_ += 2;
        return make(token::kind::symbol, start);
    }
    constexpr std::string_view singles = "+-*/&|<>=~.,()[]{}%";
    if (singles.find(text_[at_]) == std::string_view::npos)
        return {token::kind::wrong, "an expression", static_cast<std::uint32_t>(start)};
    ++at_;
    return make(token::kind::symbol, start);
}

bool append_unescaped(std::string& out, std::string_view inside)
{
    constexpr std::string_view escapes = "`'\"\\/frnt";
    constexpr std::string_view meanings = "`'\"\\/\f\r\n\t";
    for (std::size_t at = 0; at < inside.size();) {
        if (inside[at] != '\\') {
            out += inside[at++];
            continue;
        }
        if (at + 1 == inside.size()) return false;
        if (inside[at + 1] == 'u') {
            const std::size_t taken = take_unicode(inside.substr(at), out);
            if (taken == 0) return false;
            at += taken;
            continue;
        }
        const std::size_t known = escapes.find(inside[at + 1]);
        // Invariants of FHIR hold escapes that the grammar lacks (\S, \d): the backslash stays.
        if (known == std::string_view::npos)
            out.append(inside.substr(at, 2));
        else
            out += meanings[known];
        at += 2;
    }
    return true;
}

}  // namespace marrow::fhir::fhirpath

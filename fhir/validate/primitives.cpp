#include "fhir/validate/primitives.hpp"

#include "fhir/base64.hpp"
#include "fhir/validate/calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

namespace marrow::fhir::validate {

namespace {

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20) & (byte != '\t') & (byte != '\n') & (byte != '\r');
}

template <class Number>
bool is_whole(std::string_view text, Number least)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least) return false;
    const std::string_view digits = text.substr(text.front() == '-' ? 1 : 0);
    return digits == "0" ? text == "0" : digits.front() != '0';
}

bool is_anything(std::string_view)
{
    return true;
}

bool is_integer(std::string_view text)
{
    return is_whole(text, std::numeric_limits<std::int32_t>::min());
}

bool is_integer64(std::string_view text)
{
    return is_whole(text, std::numeric_limits<std::int64_t>::min());
}

bool is_unsigned(std::string_view text)
{
    return is_whole(text, std::int32_t{0});
}

bool is_positive(std::string_view text)
{
    return is_whole(text, std::int32_t{1});
}

/// The lengths that R5 sets: -?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE](0|[+\-]?[1-9][0-9]{0,9}))?
bool is_r5_decimal(std::string_view text)
{
    const std::string_view mantissa = text.substr(text.front() == '-' ? 1 : 0, text.find_first_of("eE"));
    const std::string_view whole = mantissa.substr(0, mantissa.find_first_of(".eE"));
    const std::size_t point = mantissa.find('.');
    if (whole.size() > 18) return false;
    if (point == std::string_view::npos) return true;
    const std::string_view rest = mantissa.substr(point + 1);
    return rest.substr(0, rest.find_first_of("eE")).size() <= 17;
}

bool is_text(std::string_view text)
{
    unsigned char controls = 0;
    for (const char c : text)
        controls |= static_cast<unsigned char>(is_control(c));
    return controls == 0;
}

bool is_code(std::string_view text)
{
    bool follows_space = true;
    for (const char c : text) {
        const bool is_between = is_space(c);
        if ((is_between && follows_space) || is_control(c)) return false;
        follows_space = is_between;
    }
    return !follows_space;
}

bool is_id(std::string_view text)
{
    constexpr std::size_t longest = 64;
    const auto fits = [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.'; };
    return text.size() <= longest && std::ranges::all_of(text, fits);
}

bool is_uri(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return is_space(c) || is_control(c); });
}

bool is_oid(std::string_view text)
{
    constexpr std::string_view scheme = "urn:oid:";
    if (!text.starts_with(scheme)) return false;
    text.remove_prefix(scheme.size());
    if (text.empty() || text.front() < '0' || text.front() > '2') return false;
    std::size_t arcs = 0;
    while (!text.empty()) {
        const std::string_view arc = text.substr(0, text.find('.'));
        if (arc.empty() || !std::ranges::all_of(arc, is_digit) || (arc.size() > 1 && arc.front() == '0')) return false;
        ++arcs;
        if (arc.size() == text.size()) break;
        text.remove_prefix(arc.size() + 1);
        if (text.empty()) return false;
    }
    return arcs > 1;
}

bool is_uuid(std::string_view text)
{
    constexpr std::string_view scheme = "urn:uuid:";
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (!text.starts_with(scheme)) return false;
    text.remove_prefix(scheme.size());
    const auto fits = [](char c, char wanted) {
        return wanted == '-' ? c == '-' : is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), fits);
}

bool is_base64(std::string_view text)
{
    return decoded_size(text).value_or(0) != 0;
}

constexpr auto boolean = json::kind::boolean;
constexpr auto number = json::kind::number;
constexpr auto string = json::kind::string;

constexpr std::array primitives{
    primitive{"boolean", boolean, is_anything, "true or false"},
    primitive{"integer", number, is_integer, "a whole number of 32 bits"},
    primitive{"integer64", string, is_integer64, "a whole number of 64 bits, in quotation marks"},
    primitive{"unsignedInt", number, is_unsigned, "a whole number of 0 or more"},
    primitive{"positiveInt", number, is_positive, "a whole number of 1 or more"},
    primitive{"decimal", number, is_anything, "a number"},
    primitive{"string", string, is_anything, "text"},
    primitive{"markdown", string, is_anything, "text"},
    primitive{"xhtml", string, is_anything, "XHTML"},
    primitive{"code", string, is_code, "a code without white space at its ends and with single spaces inside"},
    primitive{"id", string, is_id, "letters, digits, hyphens and dots, 64 at most"},
    primitive{"uri", string, is_uri, "a URI without white space"},
    primitive{"url", string, is_uri, "a URL without white space"},
    primitive{"canonical", string, is_uri, "a URL without white space"},
    primitive{"oid", string, is_oid, "urn:oid: and a dotted number"},
    primitive{"uuid", string, is_uuid, "urn:uuid: and a UUID"},
    primitive{"base64Binary", string, is_base64, "base64 with its padding"},
    primitive{"date", string, is_date, "YYYY, YYYY-MM or YYYY-MM-DD, a day that exists"},
    primitive{"dateTime", string, is_date_time, "a date, or YYYY-MM-DDThh:mm:ss with a zone (Z or +hh:mm)"},
    primitive{"instant", string, is_instant, "YYYY-MM-DDThh:mm:ss with a zone (Z or +hh:mm)"},
    primitive{"time", string, is_time, "hh:mm:ss"}};

constexpr primitive r5_decimal{
    "decimal", number, is_r5_decimal, "a number of at most 18 digits before and 17 after the point"};

}  // namespace

const primitive* primitive_named(std::string_view type, version release)
{
    if (release == version::r5 && type == r5_decimal.type) return &r5_decimal;
    const auto found = std::ranges::find(primitives, type, &primitive::type);
    return found == primitives.end() ? nullptr : &*found;
}

bool has_control_characters(std::string_view text)
{
    return !is_text(text);
}

}  // namespace marrow::fhir::validate

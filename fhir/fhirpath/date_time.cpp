#include "fhir/fhirpath/date_time.hpp"

#include <array>
#include <chrono>

namespace marrow::fhir::fhirpath {
namespace {

using precision = date_time::precision;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool take(std::string_view& text, char wanted)
{
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

/// Exactly so many digits, of a number not above `most`.
template <class T>
bool take_number(std::string_view& text, std::size_t count, unsigned most, T& number)
{
    if (text.size() < count) return false;
    unsigned read = 0;
    for (const char c : text.substr(0, count)) {
        if (!is_digit(c)) return false;
        read = read * 10 + static_cast<unsigned>(c - '0');
    }
    text.remove_prefix(count);
    number = static_cast<T>(read);
    return read <= most;
}

bool take_date(std::string_view& text, date_time& made)
{
    if (!take_number(text, 4, 9999, made.year) || made.year == 0) return false;
    made.to = precision::year;
    if (!take(text, '-')) return true;
    if (!take_number(text, 2, 12, made.month) || made.month == 0) return false;
    made.to = precision::month;
    if (!take(text, '-')) return true;
    made.to = precision::day;
    if (!take_number(text, 2, 31, made.day)) return false;
    return std::chrono::year_month_day{
        std::chrono::year{made.year}, std::chrono::month{made.month}, std::chrono::day{made.day}}
        .ok();
}

bool take_fraction(std::string_view& text, date_time& made)
{
    std::uint32_t scale = 100'000'000;
    while (!text.empty() && is_digit(text.front())) {
        if (++made.digits > 9) return false;
        made.nanoseconds += static_cast<std::uint32_t>(text.front() - '0') * scale;
        scale /= 10;
        text.remove_prefix(1);
    }
    return made.digits != 0;
}

bool take_time(std::string_view& text, date_time& made)
{
    if (!take_number(text, 2, 23, made.hour)) return false;
    made.to = precision::hour;
    if (!take(text, ':')) return true;
    if (!take_number(text, 2, 59, made.minute)) return false;
    made.to = precision::minute;
    if (!take(text, ':')) return true;
    if (!take_number(text, 2, 60, made.second)) return false;
    made.to = precision::second;
    return take(text, '.') ? take_fraction(text, made) : true;
}

bool take_zone(std::string_view& text, date_time& made)
{
    if (text.empty()) return true;
    made.has_zone = true;
    if (take(text, 'Z')) return true;
    const bool is_west = text.front() == '-';
    if (!take(text, '-') && !take(text, '+')) return false;
    int hours{};
    int minutes{};
    if (!take_number(text, 2, 14, hours) || !take(text, ':') || !take_number(text, 2, 59, minutes)) return false;
    made.offset = static_cast<std::int16_t>((is_west ? -1 : 1) * (hours * 60 + minutes));
    return true;
}

void append_number(std::string& out, int number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    out.append(digits.size() < width ? width - digits.size() : 0, '0').append(digits);
}

void append_time(std::string& out, const date_time& of)
{
    append_number(out, of.hour, 2);
    if (of.to < precision::minute) return;
    out += ':';
    append_number(out, of.minute, 2);
    if (of.to < precision::second) return;
    out += ':';
    append_number(out, of.second, 2);
    if (of.digits == 0) return;
    std::string fraction;
    append_number(fraction, static_cast<int>(of.nanoseconds), 9);
    out.append(1, '.').append(fraction, 0, of.digits);
}

void append_zone(std::string& out, const date_time& of)
{
    if (!of.has_zone) return;
    if (of.offset == 0) {
        out += 'Z';
        return;
    }
    const int size = of.offset < 0 ? -of.offset : of.offset;
    out += of.offset < 0 ? '-' : '+';
    append_number(out, size / 60, 2);
    out += ':';
    append_number(out, size % 60, 2);
}

}  // namespace

date_time date_time::cut(precision at) const
{
    if (to <= at) return *this;
    date_time shorter;
    shorter.to = at;
    shorter.year = year;
    if (at >= precision::month) shorter.month = month;
    if (at >= precision::day) shorter.day = day;
    if (at < precision::hour) return shorter;
    shorter.hour = hour;
    if (at >= precision::minute) shorter.minute = minute;
    shorter.has_zone = has_zone;
    shorter.offset = offset;
    return shorter;
}

std::optional<date_time> parse_date(std::string_view text)
{
    date_time made;
    return take_date(text, made) && text.empty() ? std::optional{made} : std::nullopt;
}

std::optional<date_time> parse_date_time(std::string_view text)
{
    date_time made;
    if (!take_date(text, made)) return std::nullopt;
    if (text.empty() || text == "T") return made;
    if (made.to != precision::day || !take(text, 'T')) return std::nullopt;
    return take_time(text, made) && take_zone(text, made) ? std::optional{made} : std::nullopt;
}

std::optional<date_time> parse_time(std::string_view text)
{
    date_time made;
    return take_time(text, made) && text.empty() ? std::optional{made} : std::nullopt;
}

std::string date_text(const date_time& of)
{
    std::string out;
    append_number(out, of.year, 4);
    if (of.to < precision::month) return out;
    out += '-';
    append_number(out, of.month, 2);
    if (of.to < precision::day) return out;
    out += '-';
    append_number(out, of.day, 2);
    return out;
}

std::string date_time_text(const date_time& of)
{
    std::string out = date_text(of);
    if (of.to < precision::hour) return out;
    out += 'T';
    append_time(out, of);
    append_zone(out, of);
    return out;
}

std::string time_text(const date_time& of)
{
    std::string out;
    append_time(out, of);
    return out;
}

int digits_of(const date_time& of, bool is_time)
{
    constexpr std::array<int, 6> digits{4, 6, 8, 10, 12, 14};
    const int all = digits[static_cast<std::size_t>(of.to)] + (of.digits == 0 ? 0 : 3);
    return is_time ? all - 8 : all;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/primitives.hpp"

#include <algorithm>

namespace marrow::fhir {

using json::name;

namespace {

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Takes `count` digits from the front.
std::optional<unsigned> take_number(std::string_view& text, std::size_t count)
{
    if (text.size() < count || !std::ranges::all_of(text.substr(0, count), is_digit)) return std::nullopt;
    unsigned number = 0;
    for (const char c : text.substr(0, count))
        number = number * 10 + static_cast<unsigned>(c - '0');
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

bool take_number_up_to(std::string_view& text, unsigned most)
{
    const auto number = take_number(text, 2);
    return number && *number <= most;
}

bool is_zone(std::string_view text)
{
    if (text.empty() || text == "Z") return true;
    if (!take(text, '+') && !take(text, '-')) return false;
    return take_number_up_to(text, 14) && take(text, ':') && take_number_up_to(text, 59) && text.empty();
}

/// hh:mm[:ss[.fraction]][zone]. Seconds and zone, which FHIR asks for, do not matter for the day.
bool is_time(std::string_view text)
{
    if (!take_number_up_to(text, 23) || !take(text, ':') || !take_number_up_to(text, 59)) return false;
    if (take(text, ':')) {
        if (!take_number_up_to(text, 60)) return false;
        if (take(text, '.')) {
            if (text.empty() || !is_digit(text.front())) return false;
            text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
        }
    }
    return is_zone(text);
}

std::string mapped(std::string_view text, char first, char last, int by)
{
    std::string out{text};
    for (char& c : out)
        if (c >= first && c <= last) c = static_cast<char>(c + by);
    return out;
}

}  // namespace

std::optional<day> day_of(std::string_view text)
{
    const auto year = take_number(text, 4);
    if (!year || *year == 0 || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto of_month = take_number(text, 2);
    if (!of_month) return std::nullopt;
    if (!text.empty() && !(take(text, 'T') && is_time(text))) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month}, std::chrono::day{*of_month}};
    if (!date.ok()) return std::nullopt;
    return day{date};
}

std::string to_string(day date)
{
    const std::chrono::year_month_day parts{date};
    std::string out = "0000-00-00";
    const auto put = [&out](std::size_t last, unsigned number) {
        for (; number != 0; number /= 10) out[last--] = static_cast<char>('0' + number % 10);
    };
    put(3, static_cast<unsigned>(static_cast<int>(parts.year())));
    put(6, static_cast<unsigned>(parts.month()));
    put(9, static_cast<unsigned>(parts.day()));
    return out;
}

std::optional<days> days_of(const json::value& date_or_period)
{
    if (!date_or_period.is_object()) {
        const auto only = day_of(date_or_period.text());
        return only ? std::optional{days{*only, *only}} : std::nullopt;
    }
    const auto start = day_of(date_or_period[name::start].text());
    const auto end = day_of(date_or_period[name::end].text());
    if (!start && !end) return std::nullopt;
    const days span{start ? *start : *end, end ? *end : *start};
    return span.first <= span.last ? std::optional{span} : std::nullopt;
}

std::string to_string(const days& span)
{
    return span.is_one_day() ? to_string(span.first) : to_string(span.first) + " to " + to_string(span.last);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r\n";
    const std::size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string lowered(std::string_view text)
{
    return mapped(text, 'A', 'Z', 'a' - 'A');
}

std::string raised(std::string_view text)
{
    return mapped(text, 'a', 'z', 'A' - 'a');
}

const json::value& first_of(const json::value& parent, std::initializer_list<json::name> members)
{
    for (const json::name member : members)
        if (const json::value& sent = parent[member]) return sent;
    return json::missing;
}

}  // namespace marrow::fhir

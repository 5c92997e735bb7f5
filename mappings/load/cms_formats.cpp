#include "mappings/load/cms_formats.hpp"

#include "fhir/primitives.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

constexpr int open_year = 9999;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int number(std::string_view digits)
{
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

}  // namespace

void made_rows::add(std::initializer_list<std::string_view> fields)
{
    const char* before = "";
    for (const std::string_view field : fields) {
        text.append(before).append(field);
        before = ",";
    }
    text.push_back('\n');
    ++count;
}

bool is_blank(const std::vector<csv_reader::field>& row)
{
    return std::ranges::all_of(row, [](const auto& field) { return fhir::trimmed(field.text).empty(); });
}

std::string heading(std::string_view cell)
{
    std::string bare = fhir::lowered(cell);
    std::erase_if(bare, [](char c) { return !is_digit(c) && !(c >= 'a' && c <= 'z'); });
    return bare;
}

std::string code_of(std::string_view cell)
{
    std::string code{fhir::trimmed(cell)};
    const bool is_cut = cell.size() < 5 && !code.empty() && std::ranges::all_of(code, is_digit);
    if (is_cut) code.insert(0, 5 - code.size(), '0');
    return is_code(code) ? code : std::string{};
}

std::optional<std::string> date_of_ordinal(std::string_view yyyyddd)
{
    yyyyddd = fhir::trimmed(yyyyddd);
    if (yyyyddd.empty()) return std::string{};
    if (yyyyddd.size() != 7 || !std::ranges::all_of(yyyyddd, is_digit)) return std::nullopt;
    const std::chrono::year year{number(yyyyddd.substr(0, 4))};
    const int day = number(yyyyddd.substr(4));
    if (day < 1 || day > (year.is_leap() ? 366 : 365)) return std::nullopt;
    if (static_cast<int>(year) == open_year) return std::string{};
    return fhir::to_string(fhir::day{year / std::chrono::January / 1} + std::chrono::days{day - 1});
}

std::optional<std::string> date_of_digits(std::string_view yyyymmdd)
{
    yyyymmdd = fhir::trimmed(yyyymmdd);
    if (yyyymmdd.empty()) return std::string{};
    if (yyyymmdd.size() != 8 || !std::ranges::all_of(yyyymmdd, is_digit)) return std::nullopt;
    std::string date{yyyymmdd};
    date.insert(6, "-").insert(4, "-");
    if (!day_from(date)) return std::nullopt;
    return date.starts_with(std::to_string(open_year)) ? std::string{} : date;
}

}  // namespace marrow::mappings

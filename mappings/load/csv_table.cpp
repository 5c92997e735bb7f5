#include "mappings/load/csv_table.hpp"

#include <algorithm>
#include <charconv>

namespace marrow::mappings {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::string_view after(std::string_view line, std::string_view prefix)
{
    if (!line.starts_with(prefix)) return {};
    line.remove_prefix(prefix.size());
    while (line.starts_with(' '))
        line.remove_prefix(1);
    while (line.ends_with(' '))
        line.remove_suffix(1);
    return line;
}

std::optional<int> digits(std::string_view text)
{
    int value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !is_digit(text[0])) return std::nullopt;
    return value;
}

}  // namespace

std::optional<fhir::day> day_from(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional<fhir::day>{date} : std::nullopt;
}

bool is_code(std::string_view text)
{
    constexpr std::string_view last_letters = "AFMTU";
    if (text.size() != 5 || !std::ranges::all_of(text.substr(1, 3), is_digit)) return false;
    if (is_digit(text[4])) return is_digit(text[0]) || is_upper(text[0]);
    return is_digit(text[0]) && last_letters.find(text[4]) != std::string_view::npos;
}

csv_table::csv_table(const table_text& from, std::span<const std::string_view> columns)
    : info_{from.name, {}, {}, from.origin, 0},
      file_{from.origin == "built in" ? from.name + ".csv, built in" : from.origin},
      bytes_{from.bytes},
      reader_{from.bytes},
      width_{columns.size()}
{
    read_comments();
    if (!failed_) read_header(columns);
}

void csv_table::read_comments()
{
    while (reader_.peek_line().starts_with('#')) {
        const std::string_view line = reader_.take_line();
        if (const auto source = after(line, "# source:"); !source.empty()) info_.source = source;
        if (const auto date = after(line, "# date:"); !date.empty()) info_.date = date;
    }
    if (info_.source.empty() || !day_from(info_.date)) {
        failed_ = refused(
            file_ + ": the lines \"# source: ...\" and \"# date: YYYY-MM-DD\" are expected at the top.", reader_.here()
        );
    }
}

void csv_table::read_header(std::span<const std::string_view> columns)
{
    const fhir::position at = reader_.here();
    if (const auto read = reader_.next(); !read) {
        failed_ = read.error();
        failed_->text = file_ + ": " + failed_->text;
        return;
    }
    if (std::ranges::equal(reader_.fields(), columns, {}, &csv_reader::field::text)) return;
    std::string expected;
    for (const auto column : columns)
        expected.append(expected.empty() ? "" : ",").append(column);
    failed_ = refused(file_ + ": the header \"" + expected + "\" is expected here.", at);
}

bool csv_table::next()
{
    if (failed_) return false;
    const auto read = reader_.next();
    if (!read) {
        failed_ = read.error();
        failed_->text = file_ + ": " + failed_->text;
        return false;
    }
    if (!*read) return false;
    if (reader_.fields().size() != width_) {
        failed_ = refused(
            file_ + ": a row has " + std::to_string(reader_.fields().size()) + " columns, not " +
                std::to_string(width_) + ".",
            reader_.fields().front().at
        );
        return false;
    }
    if (++info_.rows > max_table_rows) fail(0, "no more than 5 million rows");
    return !failed_;
}

void csv_table::fail(std::size_t column, std::string expected)
{
    if (failed_) return;
    failed_ = refused(file_ + ": " + std::move(expected) + " is expected here.", reader_.fields()[column].at);
}

std::string_view csv_table::text(std::size_t column)
{
    return reader_.fields()[column].text;
}

std::string csv_table::code(std::size_t column)
{
    if (!is_code(text(column))) fail(column, "a code of five characters");
    return std::string{text(column)};
}

std::string csv_table::code_or_empty(std::size_t column)
{
    return text(column).empty() ? std::string{} : code(column);
}

std::string csv_table::filled(std::size_t column)
{
    if (text(column).empty()) fail(column, "a value");
    return std::string{text(column)};
}

bool csv_table::yes(std::size_t column)
{
    return word<bool>(column, {{"yes", true}, {"no", false}});
}

std::uint32_t csv_table::number(std::size_t column, std::uint32_t most)
{
    const auto value = digits(text(column));
    if (value && static_cast<std::uint32_t>(*value) <= most) return static_cast<std::uint32_t>(*value);
    fail(column, "a whole number of at most " + std::to_string(most));
    return 0;
}

char csv_table::one_of(std::size_t column, std::string_view allowed)
{
    if (text(column).size() == 1 && allowed.find(text(column)[0]) != std::string_view::npos) return text(column)[0];
    fail(column, "one of the characters " + std::string{allowed});
    return allowed[0];
}

fhir::day csv_table::day(std::size_t column, fhir::day when_empty)
{
    if (text(column).empty()) return when_empty;
    if (const auto date = day_from(text(column))) return *date;
    fail(column, "a date YYYY-MM-DD");
    return when_empty;
}

validity csv_table::dates(std::size_t effective, std::size_t deleted)
{
    return {day(effective, fhir::day::min()), day(deleted, fhir::day::max())};
}

fhir::result<table_info> csv_table::finish() const
{
    if (failed_) return *failed_;
    return info_;
}

}  // namespace marrow::mappings

#include "adapter/render/text_table.hpp"

#include "adapter/render/shown_value.hpp"

#include <algorithm>
#include <numeric>

namespace marrow::adapter {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;

bool starts_character(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::string cut(std::string_view text, std::size_t columns)
{
    if (columns_of(text) <= columns) return std::string{text};
    std::string out;
    std::size_t taken = 0;
    for (const char c : text) {
        if (starts_character(c) && ++taken > columns - 3) break;
        out += c;
    }
    return out + "...";
}

}  // namespace

std::size_t columns_of(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string all;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) all += separator;
        all += part;
    }
    return all;
}

text_table::text_table(std::vector<std::string> headings)
{
    rows_.push_back(std::move(headings));
}

void text_table::add(std::vector<std::string> cells)
{
    for (std::string& cell : cells)
        cell = printable(cell);
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> text_table::fitting_widths(std::size_t room) const
{
    std::vector<std::size_t> widths(rows_.front().size());
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const auto is_filled = [&](const auto& row) { return !row[column].empty(); };
        if (std::none_of(rows_.begin() + 1, rows_.end(), is_filled)) continue;
        for (const auto& row : rows_)
            widths[column] = std::max(widths[column], columns_of(row[column]) + gap);
    }
    for (;;) {
        const std::size_t total = std::accumulate(widths.begin(), widths.end(), std::size_t{});
        const auto widest = std::ranges::max_element(widths);
        if (total <= room + gap || *widest <= narrowest + gap) return widths;
        --*widest;
    }
}

std::string text_table::print(std::string_view indentation, unsigned width) const
{
    const std::vector<std::size_t> widths = fitting_widths(width - std::min<std::size_t>(width, indentation.size()));
    std::string out;
    for (const auto& row : rows_) {
        std::string line{indentation};
        for (std::size_t column = 0; column < widths.size(); ++column) {
            if (widths[column] == 0) continue;
            const std::string cell = cut(row[column], widths[column] - gap);
            line += cell;
            line.append(widths[column] - columns_of(cell), ' ');
        }
        while (line.ends_with(' '))
            line.pop_back();
        out += line + "\n";
    }
    return out;
}

std::string wrapped(std::string_view text, std::string_view indentation, unsigned width)
{
    const std::size_t room = std::max<std::size_t>(20, width - std::min<std::size_t>(width, indentation.size()));
    std::string out;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (used > 0 && used + 1 + columns_of(word) > room) {
            out += "\n";
            used = 0;
        }
        if (used > 0)
            out += " ";
        else if (!out.empty())
            out += indentation;
        out += word;
        used += columns_of(word) + (used > 0 ? 1 : 0);
    }
    return out + "\n";
}

}  // namespace marrow::adapter

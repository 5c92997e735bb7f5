#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// Columns of a text, aligned. Cells are made printable; a column without any content is left out.
class text_table {
public:
    explicit text_table(std::vector<std::string> headings);

    /// As many cells as there are headings.
    void add(std::vector<std::string> cells);

    /// Each line begins with the indentation and ends in LF. What does not fit the width is cut from the widest column.
    std::string print(std::string_view indentation, unsigned width) const;

private:
    std::vector<std::size_t> fitting_widths(std::size_t room) const;

    std::vector<std::vector<std::string>> rows_;
};

/// Breaks a text into lines of at most `width` columns at spaces; each begins with the indentation and ends in LF, the
/// first goes on where the output stands.
std::string wrapped(std::string_view text, std::string_view indentation, unsigned width);

std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ");

/// Columns a UTF-8 text takes, one a character.
std::size_t columns_of(std::string_view text);

}  // namespace marrow::adapter

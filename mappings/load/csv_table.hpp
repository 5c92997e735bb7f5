#pragma once

#include "mappings/load/csv.hpp"
#include "mappings/tables.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace marrow::mappings {

/// Text of one table file and where it came from.
struct table_text {
    std::string name;    ///< "add-on-edits"
    std::string origin;  ///< "built in", or the path of the file
    std::string_view bytes;
};

/// Reads a file in Marrow's own form: comment lines "# source: ..." and "# date: YYYY-MM-DD" (both asked for), a
/// header with exactly the columns asked for, then rows. Works like a stream: the first value that is not what a getter
/// asks for is remembered with its place, ends next(), and is told by finish().
class csv_table {
public:
    csv_table(const table_text& from, std::span<const std::string_view> columns);

    /// Moves to the next row; false at the end or after the first failure.
    bool next();

    std::string_view text(std::size_t column);
    /// The whole text of the file.
    std::string_view bytes() const { return bytes_; }
    /// A code, as is_code() has it.
    std::string code(std::size_t column);
    std::string code_or_empty(std::size_t column);
    std::string filled(std::size_t column);
    bool yes(std::size_t column);
    std::uint32_t number(std::size_t column, std::uint32_t most);
    /// One character out of `allowed`.
    char one_of(std::size_t column, std::string_view allowed);
    /// Dates in two columns, each may be empty.
    validity dates(std::size_t effective, std::size_t deleted);
    /// The value of the word in the column.
    template <class T>
    T word(std::size_t column, std::initializer_list<std::pair<std::string_view, T>> words);

    /// Remembers a failure at a field of this row; the text says what was expected.
    void fail(std::size_t column, std::string expected);

    /// What to tell of the table, or why it was refused.
    fhir::result<table_info> finish() const;

private:
    void read_comments();
    void read_header(std::span<const std::string_view> columns);
    fhir::day day(std::size_t column, fhir::day when_empty);

    table_info info_;
    std::string file_;
    std::string_view bytes_;
    csv_reader reader_;
    std::size_t width_;
    std::optional<fhir::fault> failed_;
};

template <class T>
T csv_table::word(std::size_t column, std::initializer_list<std::pair<std::string_view, T>> words)
{
    std::string expected;
    for (const auto& [spelling, value] : words) {
        if (text(column) == spelling) return value;
        expected +=
            (expected.empty() ? "" : ", ") + (spelling.empty() ? std::string{"nothing"} : std::string{spelling});
    }
    fail(column, "one of " + expected);
    return {};
}

/// A day written YYYY-MM-DD, and nothing else.
std::optional<fhir::day> day_from(std::string_view text);

/// Whether a text has the form of a CPT code (four digits, then a digit or one of A, F, M, T, U) or of a HCPCS code
/// (a letter in upper case, four digits).
bool is_code(std::string_view text);

}  // namespace marrow::mappings

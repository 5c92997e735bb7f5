#pragma once

#include "mappings/load/csv_table.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::mappings {

/// Rows of a table in Marrow's CSV form, without comments and header.
struct made_rows {
    std::string text;
    std::size_t count{};

    /// Adds a row; no field may need quotes.
    void add(std::initializer_list<std::string_view> fields);
};

/// AOC edits, fixed width: 97 characters a line (blanks at its end may be missing): type, add-on code, its deletion,
/// primary code or CCCCC, its deletion, effective and deletion date of the edit as YYYYDDD, note.
fhir::result<made_rows> read_aoc_fixed_width(std::string_view bytes);
/// AOC edits, the sheet saved as CSV or text of tabs: notice, header (columns by name), rows.
fhir::result<made_rows> read_aoc_sheet(std::string_view bytes);
/// PTP edits: seven columns between tabs after a heading of some lines, or the sheet saved as CSV.
fhir::result<made_rows> read_ptp(std::string_view bytes);
/// MUE values: notice, header (columns by name), rows.
fhir::result<made_rows> read_mue(std::string_view bytes);
/// Relative value file: notices, header in several rows above each other (columns by name), rows.
fhir::result<made_rows> read_relative_values(std::string_view bytes);

/// Whether all cells are blank, as in the rows a spreadsheet leaves at the end.
bool is_blank(const std::vector<csv_reader::field>& row);

/// Letters and digits of a heading in lower case: "HCPCS/\nCPT Code" is "hcpcscptcode".
std::string heading(std::string_view cell);

/// A code as published; where a spreadsheet took the zeros before a number, they are put back. Empty: no code.
std::string code_of(std::string_view cell);

/// Dates as YYYY-MM-DD. Blank, and the year 9999, are no date: an empty text. None: not of that form.
std::optional<std::string> date_of_ordinal(std::string_view yyyyddd);
std::optional<std::string> date_of_digits(std::string_view yyyymmdd);

}  // namespace marrow::mappings

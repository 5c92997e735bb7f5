#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// Bounds on what is loaded; passing one is a fault.
inline constexpr std::size_t max_table_bytes = 256u << 20;
inline constexpr std::size_t max_table_rows = 5'000'000;
inline constexpr std::size_t max_record_bytes = 64u << 10;

/// Reads delimited text record by record: RFC 4180 (quoted fields, "" for a quote, line ends within quotes), any of
/// CRLF and LF at the end of a record, an optional UTF-8 byte order mark. Empty lines are no records.
/// Refused, with the place: more than max_table_bytes, a record of more than max_record_bytes, a quote that is not
/// closed, anything after a closing quote but the separator.
class csv_reader {
public:
    struct field {
        std::string_view text;  ///< without its quotes; valid until the next record is read
        fhir::position at;
    };

    /// The text must outlive the reader. Quotes mean nothing when `quoted` is false.
    explicit csv_reader(std::string_view text, char separator = ',', bool quoted = true);

    /// Reads the next record into fields(); false at the end of the text.
    fhir::result<bool> next();

    const std::vector<field>& fields() const { return fields_; }

    /// The next line as it stands, without its end, and past it; how comments and notices are skipped.
    std::string_view take_line();
    /// The same, but the reader stays before it.
    std::string_view peek_line() const;
    bool at_end() const { return here_.offset >= text_.size(); }
    fhir::position here() const { return here_; }

private:
    fhir::result<void> read_quoted();
    void read_plain();
    bool end_of_record();
    void pass(std::size_t bytes);
    char current() const { return text_[here_.offset]; }

    std::string_view text_;
    char separator_;
    bool quoted_;
    fhir::position here_;
    std::vector<field> fields_;
    std::deque<std::string> unescaped_;
};

/// A fault of kind usage at a place.
fhir::fault refused(std::string text, fhir::position at);

}  // namespace marrow::mappings

#pragma once

#include "fhir/json/parse.hpp"
#include "mappings/load/csv_table.hpp"

#include <string>
#include <string_view>

namespace marrow::mappings {

/// A table file in JSON, parsed, with the place of each value.
class json_file {
public:
    /// The text must outlive the file.
    static fhir::result<json_file> parse(const table_text& from);

    const fhir::json::value& root() const { return document_.root(); }
    /// The member of that name; the missing value when there is none.
    const fhir::json::value& member(const fhir::json::value& of, std::string_view name) const;
    std::string text(const fhir::json::value& of, std::string_view name) const;
    /// A fault that names the file and the place of the value; the text says what was expected.
    fhir::fault refused(const fhir::json::value& at, std::string_view expected) const;

private:
    explicit json_file(const table_text& from) : origin_{from.origin == "built in" ? from.name : from.origin} {}

    std::string origin_;
    fhir::json::arena memory_;
    fhir::json::document document_;
};

}  // namespace marrow::mappings

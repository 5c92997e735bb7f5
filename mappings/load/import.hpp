#pragma once

#include "fhir/fault.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// A file as CMS publishes it, under the name CMS gave it (directories before it do not matter).
struct cms_file {
    std::string name;
    std::string_view bytes;
};

/// A table made of it, ready to be written to <table>.csv of a table directory; tables::load reads it back the same.
struct imported {
    std::string table;   ///< "add-on-edits", "ptp-practitioner", "mue-outpatient-hospital", "pfs-indicators", ...
    std::string source;  ///< what and from which files
    std::string date;    ///< first day in force, YYYY-MM-DD, out of the name
    std::size_t rows{};
    std::string csv;
    std::string note;  ///< for the one who imports; empty: none
};

/// Reads files of CMS: add-on code edits (fixed width, or the sheet saved as CSV or tab-delimited text),
/// procedure-to-procedure edits (text of tabs), medically unlikely edits (CSV), relative value file (CSV). Kind, claim
/// type and date come from the name, and the content must agree. Parts f1 to f4 of one PTP file become one table; any
/// other two files for one table are refused. Dates of an edit are those of the file; the earliest deletion counts.
/// A file that is not as published is a fault of kind usage that names it, with line and column; then nothing is made.
/// Bounds are those of tables::load.
fhir::result<std::vector<imported>> import_cms(std::span<const cms_file> files);

/// The same for one file.
fhir::result<imported> import_cms(std::string_view file_name, std::string_view bytes);

}  // namespace marrow::mappings

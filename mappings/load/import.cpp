#include "mappings/load/import.hpp"

#include "mappings/load/cms_formats.hpp"
#include "mappings/load/cms_name.hpp"
#include "mappings/load/table_builder.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

/// One file, read.
struct piece {
    cms_name name;
    made_rows rows;
};

std::string table_of(const cms_name& name)
{
    const bool hospital = name.file == setting::outpatient_hospital;
    switch (name.kind) {
    case cms_kind::ptp:
        return hospital ? "ptp-outpatient-hospital" : "ptp-practitioner";
    case cms_kind::mue:
        return hospital ? "mue-outpatient-hospital" : "mue-practitioner";
    case cms_kind::relative_values:
        return "pfs-indicators";
    case cms_kind::add_on_edits:
        break;
    }
    return "add-on-edits";
}

std::string title_of(cms_kind kind)
{
    switch (kind) {
    case cms_kind::ptp:
        return "CMS NCCI procedure-to-procedure edits";
    case cms_kind::mue:
        return "CMS NCCI medically unlikely edits";
    case cms_kind::relative_values:
        return "CMS physician fee schedule, relative value file";
    case cms_kind::add_on_edits:
        break;
    }
    return "CMS NCCI add-on code edits";
}

fhir::fault usage(std::string text)
{
    return {fhir::fault_kind::usage, std::move(text), {}, {}};
}

/// ZIP archives, and the sheets that are ZIP archives inside, begin with these bytes.
bool is_packed(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04");
}

/// The sheet has a heading, a fixed width line begins with type and code.
bool is_fixed_width(std::string_view bytes)
{
    return bytes.size() > 6 && bytes[0] >= '1' && bytes[0] <= '3' && is_code(bytes.substr(1, 5));
}

fhir::result<made_rows> rows_of(cms_kind kind, std::string_view bytes)
{
    switch (kind) {
    case cms_kind::ptp:
        return read_ptp(bytes);
    case cms_kind::mue:
        return read_mue(bytes);
    case cms_kind::relative_values:
        return read_relative_values(bytes);
    case cms_kind::add_on_edits:
        break;
    }
    return is_fixed_width(bytes) ? read_aoc_fixed_width(bytes) : read_aoc_sheet(bytes);
}

fhir::result<piece> read(const cms_file& file)
{
    auto name = read_cms_name(file.name);
    if (is_packed(file.bytes)) {
        const std::string which = name ? name->base + ": " : std::string{};
        return usage(
            which + "this is an archive or an Excel workbook. Unpack a ZIP; save the sheet of a workbook as CSV."
        );
    }
    if (!name) return name.error();
    if (file.bytes.size() > max_table_bytes) return usage(name->base + ": is larger than 256 MB.");
    auto rows = rows_of(name->kind, file.bytes);
    if (rows && rows->count == 0) rows = usage("holds no rows.");
    if (rows && rows->count > max_table_rows) rows = usage("holds more than 5 million rows.");
    if (!rows) {
        fhir::fault failed = rows.error();
        failed.text = name->base + ": " + failed.text;
        return failed;
    }
    return piece{std::move(*name), std::move(*rows)};
}

bool belong_together(const cms_name& a, const cms_name& b)
{
    return a.kind == cms_kind::ptp && a.date == b.date && !a.part.empty() && !b.part.empty() && a.part != b.part;
}

/// The pieces of one table, in the order of their parts.
imported join(const std::string& table, std::span<const piece* const> pieces)
{
    const cms_name& name = pieces.front()->name;
    imported made{table, title_of(name.kind), name.date, 0, {}, {}};
    for (const piece* one : pieces) {
        made.source += (one == pieces.front() ? ", " : " ") + one->name.base;
        made.rows += one->rows.count;
    }
    made.csv = "# source: " + made.source + "\n# date: " + made.date + "\n";
    const char* before = "";
    for (const std::string_view column : table_builder::kind_of(table)->columns) {
        made.csv.append(before).append(column);
        before = ",";
    }
    made.csv.push_back('\n');
    for (const piece* one : pieces)
        made.csv += one->rows.text;
    if (!name.part.empty() && pieces.size() < 4) {
        made.note = "CMS publishes these edits in parts f1 to f4, and " + std::to_string(pieces.size()) +
                    " of them became this table: import all four at once.";
    }
    return made;
}

}  // namespace

fhir::result<std::vector<imported>> import_cms(std::span<const cms_file> files)
{
    std::vector<piece> pieces;
    for (const cms_file& file : files) {
        auto one = read(file);
        if (!one) return one.error();
        pieces.push_back(std::move(*one));
    }
    std::ranges::stable_sort(pieces, {}, [](const piece& one) { return std::pair{table_of(one.name), one.name.part}; });
    std::vector<imported> made;
    std::vector<const piece*> together;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        together.push_back(&pieces[at]);
        const std::string table = table_of(pieces[at].name);
        if (at + 1 < pieces.size() && table_of(pieces[at + 1].name) == table) {
            if (belong_together(pieces[at].name, pieces[at + 1].name)) continue;
            return usage(
                pieces[at + 1].name.base + ": " + pieces[at].name.base + " already gives the table " + table + "."
            );
        }
        made.push_back(join(table, together));
        together.clear();
    }
    return made;
}

fhir::result<imported> import_cms(std::string_view file_name, std::string_view bytes)
{
    const cms_file file{std::string{file_name}, bytes};
    auto made = import_cms({&file, 1});
    if (!made) return made.error();
    return std::move(made->front());
}

}  // namespace marrow::mappings

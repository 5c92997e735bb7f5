#include "fhir/primitives.hpp"
#include "mappings/load/cms_formats.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

namespace {

constexpr std::string_view any_primary = "CCCCC";

/// Cells of one edit in the order of the fixed width file.
enum cell : std::size_t { type, add_on, add_on_deleted, primary, primary_deleted, effective, edit_deleted, cell_count };

struct cells {
    std::array<std::string_view, cell_count> text;
    std::array<fhir::position, cell_count> at;
};

/// The day on which the first of code, primary and edit ends.
fhir::result<std::string> deletion_of(const cells& row)
{
    std::string first;
    for (const cell which : {add_on_deleted, primary_deleted, edit_deleted}) {
        const auto date = date_of_ordinal(row.text[which]);
        if (!date) return refused("a date YYYYDDD or blanks are expected here.", row.at[which]);
        if (!date->empty() && (first.empty() || *date < first)) first = *date;
    }
    return first;
}

fhir::result<void> add_edit(const cells& row, made_rows& into)
{
    const std::string_view kind = fhir::trimmed(row.text[type]);
    if (kind != "1" && kind != "2" && kind != "3") {
        return refused("the type of edit, 1, 2 or 3, is expected here.", row.at[type]);
    }
    const std::string code = code_of(row.text[add_on]);
    if (code.empty()) return refused("an add-on code of five characters is expected here.", row.at[add_on]);
    const bool is_open = fhir::trimmed(row.text[primary]) == any_primary;
    const std::string listed = is_open ? std::string{} : code_of(row.text[primary]);
    if (!is_open && listed.empty()) {
        return refused("a primary code of five characters, or CCCCC, is expected here.", row.at[primary]);
    }
    if ((kind == "1" && is_open) || (kind == "2" && !is_open)) {
        return refused("a type 1 edit names its primary, and a type 2 edit has CCCCC.", row.at[primary]);
    }
    const auto from = date_of_ordinal(row.text[effective]);
    if (!from) return refused("a date YYYYDDD or blanks are expected here.", row.at[effective]);
    const auto to = deletion_of(row);
    if (!to) return to.error();
    into.add({kind, code, listed, *from, *to});
    return {};
}

constexpr std::size_t whole_width = 97;
constexpr std::size_t least_width = 18;  ///< up to the primary code
constexpr std::array<std::pair<std::size_t, std::size_t>, cell_count> places = {
    {{0, 1}, {1, 5}, {6, 7}, {13, 5}, {18, 7}, {25, 7}, {32, 7}}};

cells cut(std::string_view line, fhir::position at)
{
    cells row;
    for (std::size_t which = 0; which < cell_count; ++which) {
        const auto [start, width] = places[which];
        row.text[which] = line.substr(std::min(start, line.size()), width);
        row.at[which] = at;
        row.at[which].offset += static_cast<std::uint32_t>(start);
        row.at[which].column += static_cast<std::uint32_t>(start);
    }
    return row;
}

/// Which column holds which cell; all but those of deletion dates must be there.
struct layout {
    std::array<std::optional<std::size_t>, cell_count> column;

    bool is_header() const { return column[type] && column[add_on] && column[primary] && column[effective]; }
};

/// CMS has changed the ends of these names over the years, so only how they begin counts.
std::optional<cell> cell_named(const std::string& name)
{
    if (name.starts_with("aocedittype")) return type;
    if (name.starts_with("addoncode")) return add_on;
    if (name.starts_with("aocdel")) return add_on_deleted;
    if (name.starts_with("primarycodedel")) return primary_deleted;
    if (name.starts_with("primarycode")) return primary;
    if (name.starts_with("aocediteff")) return effective;
    if (name.starts_with("aoceditdel")) return edit_deleted;
    return std::nullopt;
}

layout layout_of(const std::vector<csv_reader::field>& fields)
{
    layout found;
    for (std::size_t column = 0; column < fields.size(); ++column) {
        if (const auto named = cell_named(heading(fields[column].text))) found.column[*named] = column;
    }
    return found;
}

fhir::result<cells> pick(const csv_reader& rows, const layout& by)
{
    cells row;
    for (std::size_t which = 0; which < cell_count; ++which) {
        if (!by.column[which]) continue;
        if (*by.column[which] >= rows.fields().size()) {
            return refused("the row has fewer columns than the header.", rows.fields().back().at);
        }
        row.text[which] = rows.fields()[*by.column[which]].text;
        row.at[which] = rows.fields()[*by.column[which]].at;
    }
    return row;
}

}  // namespace

fhir::result<made_rows> read_aoc_fixed_width(std::string_view bytes)
{
    made_rows made;
    csv_reader lines{bytes};
    while (!lines.at_end()) {
        const fhir::position at = lines.here();
        const std::string_view line = lines.take_line();
        if (fhir::trimmed(line).empty()) continue;
        if (line.size() > whole_width || fhir::trimmed(line).size() < least_width) {
            return refused("a line of 97 characters is expected here.", at);
        }
        if (const auto added = add_edit(cut(line, at), made); !added) return added.error();
    }
    return made;
}

fhir::result<made_rows> read_aoc_sheet(std::string_view bytes)
{
    constexpr std::uint32_t header_within = 20;
    const bool tabs = bytes.substr(0, max_record_bytes).find('\t') != std::string_view::npos;
    csv_reader rows{bytes, tabs ? '\t' : ','};
    layout by;
    made_rows made;
    for (;;) {
        const auto more = rows.next();
        if (!more) return more.error();
        if (!*more) break;
        if (is_blank(rows.fields())) continue;
        if (!by.is_header()) {
            by = layout_of(rows.fields());
            if (!by.is_header() && rows.here().line > header_within) break;
            continue;
        }
        const auto row = pick(rows, by);
        if (!row) return row.error();
        if (const auto added = add_edit(*row, made); !added) return added.error();
    }
    if (!by.is_header()) return refused("no header with AOC_Edit_Type, Add-On_Code and Primary_Code was found.", {});
    return made;
}

}  // namespace marrow::mappings

#include "fhir/primitives.hpp"
#include "mappings/load/cms_formats.hpp"

namespace marrow::mappings {

namespace {

enum column : std::size_t { column1, column2, before_1996, effective, deleted, indicator, rationale, column_count };

constexpr std::uint32_t heading_within = 50;  ///< lines

fhir::result<void> add_pair(const std::vector<csv_reader::field>& row, made_rows& into)
{
    if (row.size() != column_count) return refused("a row of seven columns is expected here.", row.front().at);
    for (const column which : {column1, column2}) {
        if (!is_code(row[which].text)) return refused("a code of five characters is expected here.", row[which].at);
    }
    const auto from = date_of_digits(row[effective].text);
    if (!from || from->empty()) return refused("a date YYYYMMDD is expected here.", row[effective].at);
    const bool is_open = fhir::trimmed(row[deleted].text) == "*";
    const auto to = is_open ? std::string{} : date_of_digits(row[deleted].text);
    if (!to) return refused("a date YYYYMMDD or * is expected here.", row[deleted].at);
    const std::string_view bypass = fhir::trimmed(row[indicator].text);
    if (bypass != "0" && bypass != "1" && bypass != "9") {
        return refused("the modifier indicator, 0, 1 or 9, is expected here.", row[indicator].at);
    }
    into.add({row[column1].text, row[column2].text, bypass, *from, *to});
    return {};
}

bool is_heading(const std::vector<csv_reader::field>& row)
{
    return row.size() < 2 || !is_code(row[column1].text) || !is_code(row[column2].text);
}

}  // namespace

fhir::result<made_rows> read_ptp(std::string_view bytes)
{
    const bool tabs = bytes.substr(0, max_record_bytes).find('\t') != std::string_view::npos;
    csv_reader rows{bytes, tabs ? '\t' : ',', !tabs};
    made_rows made;
    for (;;) {
        const auto more = rows.next();
        if (!more) return more.error();
        if (!*more) break;
        if (is_blank(rows.fields())) continue;
        if (made.count == 0 && rows.fields().front().at.line <= heading_within && is_heading(rows.fields())) continue;
        if (const auto added = add_pair(rows.fields(), made); !added) return added.error();
    }
    return made;
}

}  // namespace marrow::mappings

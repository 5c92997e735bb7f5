#include "fhir/primitives.hpp"
#include "mappings/load/cms_formats.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

namespace {

constexpr std::uint32_t header_within = 50;  ///< lines

/// Columns by how their captions, read from top to bottom, end.
constexpr std::array<std::string_view, 10> captions = {
    "hcpcs", "mod", "statuscode", "pctcind", "globdays", "multproc", "bilatsurg", "asstsurg", "cosurg", "teamsurg"};

enum column : std::size_t {
    code,
    modifier,
    status,
    components,
    global,
    first_indicator,
    column_count = captions.size()
};

/// The header stands in several rows above each other; its last begins with HCPCS,MOD.
class stacked_header {
public:
    /// True when this was the last row of the header.
    bool take(const std::vector<csv_reader::field>& row)
    {
        if (captions_.size() < row.size()) captions_.resize(row.size());
        for (std::size_t at = 0; at < row.size(); ++at)
            captions_[at] += heading(row[at].text);
        return row.size() > 1 && heading(row[0].text) == "hcpcs" && heading(row[1].text) == "mod";
    }

    std::optional<std::size_t> find(std::string_view caption) const
    {
        const auto found =
            std::ranges::find_if(captions_, [&](const std::string& all) { return all.ends_with(caption); });
        if (found == captions_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - captions_.begin());
    }

private:
    std::vector<std::string> captions_;
};

using layout = std::array<std::size_t, column_count>;

fhir::result<layout> layout_of(const stacked_header& header, fhir::position at)
{
    layout by{};
    for (std::size_t which = 0; which < column_count; ++which) {
        const auto found = header.find(captions[which]);
        if (!found) return refused("the header has no column \"" + std::string{captions[which]} + "\".", at);
        by[which] = *found;
    }
    return by;
}

/// A spreadsheet makes 0, 10 and 90 of 000, 010 and 090.
std::string whole_global(std::string_view cell)
{
    std::string days{cell};
    if (!days.empty() && days.size() < 3 && days.find_first_not_of("0123456789") == std::string::npos) {
        days.insert(0, 3 - days.size(), '0');
    }
    return days;
}

bool is_plain(std::string_view cell, std::size_t least, std::size_t most)
{
    return cell.size() >= least && cell.size() <= most &&
           std::ranges::all_of(cell, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

fhir::result<void> add_code(const std::vector<csv_reader::field>& row, const layout& by, made_rows& into)
{
    if (row.size() <= *std::ranges::max_element(by)) {
        return refused("the row has fewer columns than the header.", row.back().at);
    }
    const auto cell = [&](std::size_t which) { return fhir::trimmed(row[by[which]].text); };
    const auto place = [&](std::size_t which) { return row[by[which]].at; };
    const std::string whole = code_of(cell(code));
    if (whole.empty()) return refused("a code of five characters is expected here.", place(code));
    if (!cell(modifier).empty() && !is_plain(cell(modifier), 2, 2)) {
        return refused("a modifier of two characters or nothing is expected here.", place(modifier));
    }
    if (!is_plain(cell(status), 1, 1)) return refused("a status of one letter is expected here.", place(status));
    const std::string days = whole_global(cell(global));
    if (!is_plain(days, 3, 3)) return refused("global days of three characters are expected here.", place(global));
    for (const std::size_t which :
         {std::size_t{components}, std::size_t{5}, std::size_t{6}, std::size_t{7}, std::size_t{8}, std::size_t{9}}) {
        if (cell(which).size() != 1 || cell(which)[0] < '0' || cell(which)[0] > '9') {
            return refused("an indicator of one digit is expected here.", place(which));
        }
    }
    into.add({whole, cell(modifier), cell(status), cell(components), days, cell(5), cell(6), cell(7), cell(8), cell(9)}
    );
    return {};
}

}  // namespace

fhir::result<made_rows> read_relative_values(std::string_view bytes)
{
    csv_reader rows{bytes};
    stacked_header header;
    std::optional<layout> by;
    made_rows made;
    for (;;) {
        const auto more = rows.next();
        if (!more) return more.error();
        if (!*more) break;
        if (is_blank(rows.fields())) continue;
        if (by) {
            if (const auto added = add_code(rows.fields(), *by, made); !added) return added.error();
        } else if (header.take(rows.fields())) {
            const auto found = layout_of(header, rows.fields().front().at);
            if (!found) return found.error();
            by = *found;
        } else if (rows.here().line > header_within) {
            break;
        }
    }
    if (!by) return refused("no header that begins with HCPCS,MOD was found.", {});
    return made;
}

}  // namespace marrow::mappings

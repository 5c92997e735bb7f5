#include "fhir/primitives.hpp"
#include "mappings/load/cms_formats.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace marrow::mappings {

namespace {

constexpr std::uint32_t header_within = 50;  ///< lines
constexpr std::uint32_t most_units = 1'000'000;

struct layout {
    std::optional<std::size_t> code;
    std::optional<std::size_t> units;
    std::optional<std::size_t> adjudication;

    bool is_header() const { return code && units && adjudication; }
    std::size_t last() const { return std::max({*code, *units, *adjudication}); }
};

layout layout_of(const std::vector<csv_reader::field>& fields)
{
    layout found;
    for (std::size_t column = 0; column < fields.size(); ++column) {
        const std::string name = heading(fields[column].text);
        if (name == "hcpcscptcode") found.code = column;
        if (name.ends_with("muevalues")) found.units = column;
        if (name == "mueadjudicationindicator") found.adjudication = column;
    }
    return found;
}

fhir::result<void> add_limit(
    const std::vector<csv_reader::field>& row, const layout& by, std::unordered_set<std::string>& seen, made_rows& into
)
{
    if (row.size() <= by.last()) return refused("the row has fewer columns than the header.", row.back().at);
    const std::string code = code_of(row[*by.code].text);
    if (code.empty()) return refused("a code of five characters is expected here.", row[*by.code].at);
    if (!seen.insert(code).second) return refused("this code has a value already.", row[*by.code].at);
    const std::string_view units = fhir::trimmed(row[*by.units].text);
    std::uint32_t count{};
    const auto [end, error] = std::from_chars(units.data(), units.data() + units.size(), count);
    if (error != std::errc{} || end != units.data() + units.size() || count > most_units) {
        return refused("a whole number of units is expected here.", row[*by.units].at);
    }
    const std::string_view how = fhir::trimmed(row[*by.adjudication].text).substr(0, 1);
    if (how != "1" && how != "2" && how != "3") {
        return refused(
            "an adjudication indicator that begins with 1, 2 or 3 is expected here.", row[*by.adjudication].at
        );
    }
    into.add({code, std::to_string(count), how});
    return {};
}

}  // namespace

fhir::result<made_rows> read_mue(std::string_view bytes)
{
    csv_reader rows{bytes};
    layout by;
    made_rows made;
    std::unordered_set<std::string> seen;
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
        if (const auto added = add_limit(rows.fields(), by, seen, made); !added) return added.error();
    }
    if (!by.is_header()) {
        return refused("no header with HCPCS/CPT Code, MUE Values and MUE Adjudication Indicator was found.", {});
    }
    return made;
}

}  // namespace marrow::mappings

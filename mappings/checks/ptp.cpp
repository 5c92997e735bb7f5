#include "mappings/checks/checks.hpp"
#include "mappings/checks/settings.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace marrow::mappings {

namespace {

/// Lines that an edit can hold against each other: one claim, one CMS file; by code.
using lines_by_code = std::map<std::string, std::vector<const line*>, std::less<>>;

/// The first modifier of either line that bypasses an edit; null when there is none.
const sourced_code* bypass(const context& with, const line& a, const line& b)
{
    for (const line* of : {&a, &b}) {
        for (const sourced_code& modifier : of->modifiers) {
            const modifier_row* row = with.known.modifier(modifier.code);
            if (row && row->ncci) return &modifier;
        }
    }
    return nullptr;
}

bool meet(const line& a, const line& b)
{
    return &a != &b && a.service && b.service && a.service->shares_a_day_with(*b.service) &&
           a.patient_key == b.patient_key;
}

void tell(context& with, const ptp_edit& edit, const line& first, const line& second)
{
    values words = about(second, first);
    words.emplace_back("column1", edit.column1);
    words.emplace_back("column2", edit.column2);
    if (edit.indicator == '0') {
        with.out.add("ptp-conflict", {second.at, first.at}, std::move(words));
    } else if (const sourced_code* modifier = bypass(with, second, first)) {
        words.emplace_back("modifier", modifier->code);
        with.out.add("ptp-bypassed", {second.at, first.at}, std::move(words));
    } else {
        with.out.add("ptp-conflict", {second.at, first.at}, std::move(words), fhir::severity::warning);
    }
}

using told_pairs = std::set<std::pair<const line*, const line*>>;

/// Pairs of an add-on and an implant removal that the search for a primary has told already, in both orders.
told_pairs already_told(const batch& at)
{
    told_pairs out;
    for (const add_on_line& add_on : at.add_ons) {
        if (!add_on.implant_removal) continue;
        out.emplace(add_on.of, add_on.implant_removal);
        out.emplace(add_on.implant_removal, add_on.of);
    }
    return out;
}

/// What is held against each other, and what is not told again.
struct pairing {
    context& with;
    setting file;
    const lines_by_code& lines;
    const told_pairs& told;
};

/// Each column 2 line is told once an edit, against the first column 1 line that it meets.
void hold(
    const pairing& of,
    const ptp_edit& edit,
    const std::vector<const line*>& firsts,
    const std::vector<const line*>& seconds
)
{
    constexpr std::size_t most_firsts = 64;
    for (const line* second : seconds) {
        for (const line* first : std::span{firsts}.first(std::min(firsts.size(), most_firsts))) {
            if (!meet(*first, *second) || !edit.dates.holds_on(second->service->first)) continue;
            if (of.told.contains({first, second})) continue;
            tell(of.with, edit, *first, *second);
            break;
        }
    }
}

/// The rows of a column 1 code and the codes at hand are both sorted: the smaller is walked, the larger searched.
void check_column1(const pairing& of, const std::string& column1, const std::vector<const line*>& firsts)
{
    const lines_by_code& lines = of.lines;
    const std::span<const ptp_edit> rows = of.with.known.ptp_of(of.file, column1);
    const auto applies = [](const ptp_edit& row) { return row.indicator == '0' || row.indicator == '1'; };
    if (rows.size() < lines.size()) {
        for (const ptp_edit& row : rows) {
            const auto seconds = lines.find(row.column2);
            if (seconds != lines.end() && applies(row)) hold(of, row, firsts, seconds->second);
        }
        return;
    }
    for (const auto& [code, seconds] : lines) {
        for (const ptp_edit& row : std::ranges::equal_range(rows, code, {}, &ptp_edit::column2)) {
            if (applies(row)) hold(of, row, firsts, seconds);
        }
    }
}

}  // namespace

void check_ptp(context& with, const batch& at)
{
    std::map<setting, lines_by_code> by_file;
    for (const line& each : at.lines) {
        if (const auto file = setting_of(each, with.known)) by_file[*file][each.code.code].push_back(&each);
    }
    const told_pairs told = already_told(at);
    for (const auto& [file, lines] : by_file) {
        const pairing of{with, file, lines, told};
        for (const auto& [code, firsts] : lines)
            check_column1(of, code, firsts);
    }
}

}  // namespace marrow::mappings

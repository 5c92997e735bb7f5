#include "mappings/tables.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace marrow::mappings {

namespace {

using text_less = std::less<std::string_view>;

template <class Row, class Key>
std::span<const Row> equal_rows(const std::vector<Row>& rows, std::string_view wanted, Key key)
{
    const auto found = std::ranges::equal_range(rows, wanted, text_less{}, key);
    return {found.begin(), found.end()};
}

template <class Rows, class Key>
auto find_row(const Rows& rows, std::string_view wanted, Key key) -> decltype(&*rows.begin())
{
    const auto at = std::ranges::lower_bound(rows, wanted, text_less{}, key);
    return at != rows.end() && std::invoke(key, *at) == wanted ? &*at : nullptr;
}

template <class Rows>
auto find_pair(const Rows& rows, std::string_view wanted)
{
    return find_row(rows, wanted, [](const auto& row) { return std::string_view{row.first}; });
}

bool contains(const std::vector<std::string>& sorted, std::string_view wanted)
{
    return std::ranges::binary_search(sorted, wanted, text_less{});
}

/// The next character of an ICD-10-CM code that counts: dots do not, letters do in upper case. 0 at the end.
char next_of(std::string_view& code)
{
    while (code.starts_with('.'))
        code.remove_prefix(1);
    if (code.empty()) return 0;
    const char c = code.front();
    code.remove_prefix(1);
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool begins_with(std::string_view code, std::string_view prefix)
{
    return std::ranges::all_of(prefix, [&](char c) { return next_of(code) == c; });
}

char seventh_of(std::string_view code)
{
    for (int passed = 0; passed < 6; ++passed)
        next_of(code);
    return next_of(code);
}

}  // namespace

std::span<const add_on_edit> tables::edits_of(std::string_view add_on) const
{
    return equal_rows(add_ons_, add_on, &add_on_edit::add_on);
}

const family_code* tables::family(std::string_view code) const
{
    return find_row(family_, code, &family_code::code);
}

const family_code* tables::family(act what, device_site where) const
{
    const auto found =
        std::ranges::find_if(family_, [&](const family_code& f) { return f.what == what && f.where == where; });
    return found == family_.end() ? nullptr : &*found;
}

const validity* tables::dates_of(std::string_view code) const
{
    const auto* row = find_pair(codes_, code);
    return row ? &row->second : nullptr;
}

bool tables::is_surgical(std::string_view code) const
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (code.size() != 5 || !std::ranges::all_of(code, is_digit)) return false;
    return std::ranges::any_of(surgical_ranges_, [&](const auto& r) { return r.first <= code && code <= r.second; });
}

std::string_view tables::code_of(candidate_role role) const
{
    const auto found = std::ranges::find(roles_, role, [](const auto& row) { return row.second; });
    return found == roles_.end() ? std::string_view{} : std::string_view{found->first};
}

std::optional<candidate_role> tables::role_of(std::string_view code) const
{
    const auto* row = find_pair(roles_, code);
    return row ? std::optional{row->second} : std::nullopt;
}

std::vector<const ptp_edit*> tables::ptp(setting file, std::string_view a, std::string_view b) const
{
    std::vector<const ptp_edit*> found;
    const auto add = [&](std::string_view column1, std::string_view column2) {
        const auto rows = ptp_of(file, column1);
        for (const ptp_edit& row : std::ranges::equal_range(rows, column2, text_less{}, &ptp_edit::column2)) {
            found.push_back(&row);
        }
    };
    add(a, b);
    if (a != b) add(b, a);
    return found;
}

std::span<const ptp_edit> tables::ptp_of(setting file, std::string_view column1) const
{
    return equal_rows(ptp_[static_cast<std::size_t>(file)], column1, &ptp_edit::column1);
}

const mue_limit* tables::mue(setting file, std::string_view code) const
{
    return find_row(mue_[static_cast<std::size_t>(file)], code, &mue_limit::code);
}

const fee_indicators* tables::fee_schedule(std::string_view code) const
{
    const auto* row = find_row(fees_, code, &fee_indicators::code);
    return row && row->modifier.empty() ? row : nullptr;
}

std::optional<std::uint32_t> tables::global_days(std::string_view code) const
{
    if (!is_surgical(code) || is_add_on(code)) return std::nullopt;
    if (const fee_indicators* row = fee_schedule(code)) {
        std::uint32_t days{};
        const char* const end = row->global.data() + row->global.size();
        const bool is_number = std::from_chars(row->global.data(), end, days).ptr == end;
        return is_number ? std::optional{days} : std::nullopt;
    }
    const auto after = std::ranges::upper_bound(global_periods_, code, text_less{}, &global_period::first);
    if (after == global_periods_.begin() || std::prev(after)->last < code) return std::nullopt;
    return std::prev(after)->days;
}

const global_modifier* tables::in_global_period(std::string_view modifier) const
{
    return find_row(global_modifiers_, modifier, &global_modifier::modifier);
}

const modifier_row* tables::modifier(std::string_view modifier) const
{
    return find_row(modifiers_, modifier, &modifier_row::modifier);
}

bool tables::is_usual_place(std::string_view place) const
{
    return contains(usual_places_, place);
}

bool tables::is_inpatient_place(std::string_view place) const
{
    return contains(inpatient_places_, place);
}

document_worth tables::worth_of(std::string_view loinc) const
{
    const auto* row = find_pair(documents_, loinc);
    return row ? row->second : document_worth::none;
}

bool tables::is_indications(std::string_view loinc) const
{
    return contains(indications_, loinc);
}

bool tables::is_reason(act what, std::string_view icd10cm) const
{
    return std::ranges::any_of(reasons_, [&](const reason_row& row) {
        if (row.what != what || !begins_with(icd10cm, row.prefix)) return false;
        const char seventh = seventh_of(icd10cm);
        return row.seventh.empty() || (seventh != 0 && row.seventh.find(seventh) != std::string::npos);
    });
}

std::string_view tables::side_of(std::string_view snomed) const
{
    const auto* row = find_pair(sides_, snomed);
    return row ? std::string_view{row->second} : std::string_view{};
}

bool tables::is_bone(std::string_view snomed) const
{
    return contains(bones_, snomed);
}

std::optional<device_site> tables::site_of(std::string_view snomed) const
{
    const auto* row = find_pair(sites_, snomed);
    return row ? std::optional{row->second} : std::nullopt;
}

bool tables::is_usual_specialty(std::string_view nucc) const
{
    return std::ranges::any_of(specialties_, [&](const std::string& prefix) { return nucc.starts_with(prefix); });
}

const finding_row* tables::finding(std::string_view code) const
{
    const auto found = std::ranges::find(findings_, code, &finding_row::code);
    return found == findings_.end() ? nullptr : &*found;
}

}  // namespace marrow::mappings

#include "mappings/load/table_builder.hpp"

#include "mappings/documents/terms.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

/// Sorts rows, and finds the first key that two rows share.
template <class Rows, class Key>
auto sort_rows(Rows& rows, Key key)
{
    std::ranges::stable_sort(rows, {}, key);
    return std::ranges::adjacent_find(rows, std::ranges::equal_to{}, key);
}

template <class Rows, class Key>
void sort_unique(Rows& rows, Key key, std::string_view table, std::optional<fhir::fault>& failed)
{
    const auto twice = sort_rows(rows, key);
    if (twice == rows.end() || failed) return;
    const std::string row{std::invoke(key, *twice)};
    failed = refused(std::string{table} + ": two rows for " + row + ".", {});
    failed->at.reset();
}

constexpr auto first_of_pair = [](const auto& row) { return std::string_view{row.first}; };

}  // namespace

const table_builder::kind* table_builder::kind_of(std::string_view name)
{
    const auto found = std::ranges::find(kinds(), name, &kind::name);
    return found == kinds().end() ? nullptr : &*found;
}

fhir::result<void> table_builder::read_csv(const table_text& from)
{
    const kind& known = *kind_of(from.name);
    csv_table rows{from, known.columns};
    known.read(rows, made_);
    const auto info = rows.finish();
    if (!info) return info.error();
    made_.infos_.push_back(*info);
    return {};
}

fhir::result<tables> table_builder::finish() &&
{
    std::optional<fhir::fault> failed;
    std::ranges::sort(made_.infos_, {}, &table_info::name);
    sort_rows(made_.add_ons_, [](const add_on_edit& e) {
        return std::pair{std::string_view{e.add_on}, std::string_view{e.primary}};
    });
    for (auto& rows : made_.ptp_) {
        sort_rows(rows, [](const ptp_edit& e) {
            return std::pair{std::string_view{e.column1}, std::string_view{e.column2}};
        });
    }
    for (auto& rows : made_.mue_)
        sort_unique(rows, &mue_limit::code, "mue", failed);
    sort_rows(made_.fees_, [](const fee_indicators& f) {
        return std::pair{std::string_view{f.code}, std::string_view{f.modifier}};
    });
    sort_unique(made_.family_, &family_code::code, "family", failed);
    sort_unique(made_.codes_, first_of_pair, "codes", failed);
    sort_unique(made_.roles_, first_of_pair, "candidate-roles", failed);
    sort_unique(made_.global_periods_, &tables::global_period::first, "global-periods", failed);
    sort_unique(made_.global_modifiers_, &global_modifier::modifier, "global-modifiers", failed);
    sort_unique(made_.modifiers_, &modifier_row::modifier, "modifiers", failed);
    sort_unique(made_.documents_, first_of_pair, "document-types", failed);
    sort_unique(made_.sides_, first_of_pair, "body-sites", failed);
    sort_unique(made_.sites_, first_of_pair, "body-sites", failed);
    std::ranges::sort(made_.indications_);
    std::ranges::sort(made_.bones_);
    std::ranges::sort(made_.usual_places_);
    std::ranges::sort(made_.inpatient_places_);
    std::ranges::stable_sort(made_.mappings_, {}, [](const concept_mapping& m) {
        return std::pair{std::string_view{m.system}, std::string_view{m.code}};
    });
    const auto strange = std::ranges::find_if(made_.modifiers_, [&](const modifier_row& row) {
        return !row.finding.empty() && !made_.finding(row.finding);
    });
    if (strange != made_.modifiers_.end() && !failed) {
        failed = fhir::fault{fhir::fault_kind::usage, "modifiers: " + strange->finding + " is no finding.", {}, {}};
    }
    if (failed) return *failed;
    made_.matcher_ = std::make_shared<const term_matcher>(made_.terms_);
    return std::move(made_);
}

}  // namespace marrow::mappings

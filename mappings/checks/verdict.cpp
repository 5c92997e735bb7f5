#include "mappings/checks/checks.hpp"
#include "mappings/checks/extent.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace marrow::mappings {

using fhir::json::value;

namespace {

/// Places of errors, sorted, to be asked whether one lies within an element: the first element of each. A doubled
/// sequence counts for those who point to the first of the two as well.
class error_places {
public:
    explicit error_places(std::span<const finding> found)
    {
        for (const finding& one : found) {
            if (one.level > fhir::severity::error) continue;
            (one.row->code == "ptp-conflict" ? of_pairs_ : all_).push_back(one.at.front()->offset());
            if (one.row->code == "sequence-duplicate") all_.push_back(one.at.back()->offset());
        }
        std::ranges::sort(all_);
        std::ranges::sort(of_pairs_);
    }

    bool within(const extent& where) const { return lies(all_, where); }

    /// A pair counts against its column 2 line alone.
    bool is_column2(const value& line_element) const
    {
        return !of_pairs_.empty() && lies(of_pairs_, extent::of(line_element));
    }

private:
    static bool lies(const std::vector<std::uint32_t>& sorted, const extent& where)
    {
        const auto at = std::ranges::lower_bound(sorted, where.first);
        return at != sorted.end() && *at < where.end;
    }

    std::vector<std::uint32_t> all_;
    std::vector<std::uint32_t> of_pairs_;
};

/// The line's item, its pointers, its Procedure, its documents, and the primary's line; what is of an earlier resource,
/// where it is pointed to.
std::vector<extent> extents_of(const add_on_line& add_on, const fhir::submission& in)
{
    const line& of = *add_on.of;
    std::vector<const value*> out{of.item ? of.item : of.at};
    out.insert(out.end(), of.pointed.begin(), of.pointed.end());
    for (const fhir::resource& procedure : of.procedures)
        out.push_back(procedure.node);
    out.insert(out.end(), add_on.judged.begin(), add_on.judged.end());
    if (add_on.primary) {
        out.push_back(add_on.primary->item ? add_on.primary->item : add_on.primary->at);
        for (const fhir::resource& procedure : add_on.primary->procedures)
            out.push_back(procedure.node);
    }
    std::vector<extent> extents;
    extents.reserve(out.size());
    for (const value* place : out)
        extents.push_back(extent::of(in.place_of(*place)));
    return extents;
}

/// Where each of the five things is documented.
element_places places_of(const documented& said_by)
{
    static constexpr std::array things{
        std::pair{std::string_view{"device_at"}, &documented::device},
        std::pair{std::string_view{"site_at"}, &documented::site},
        std::pair{std::string_view{"primary_at"}, &documented::primary},
        std::pair{std::string_view{"removal_at"}, &documented::removal},
        std::pair{std::string_view{"primary_reason_at"}, &documented::primary_reason}};
    element_places out;
    for (const auto& [placeholder, thing] : things)
        if (said_by.*thing) out.emplace_back(placeholder, said_by.*thing);
    return out;
}

}  // namespace

void note_extents(context& with, const batch& at)
{
    for (add_on_line& add_on : at.add_ons)
        if (!add_on.is_refused) add_on.rests_on = extents_of(add_on, with.of);
}

void check_verdict(context& with, const batch& at)
{
    const error_places errors{with.out.all()};
    for (const add_on_line& add_on : at.add_ons) {
        const line& of = *add_on.of;
        if (add_on.is_refused || errors.is_column2(*of.at)) continue;
        if (std::ranges::any_of(add_on.rests_on, [&](const extent& where) { return errors.within(where); })) continue;
        std::vector<const value*> told{of.at};
        if (add_on.primary) told.push_back(add_on.primary->at);
        told.insert(told.end(), add_on.documents.begin(), add_on.documents.end());
        values words = add_on.primary ? about(of, *add_on.primary) : about(of);
        words.emplace_back("count", std::to_string(add_on.documents.size()));
        with.out.add("accepted", std::move(told), std::move(words), {}, places_of(add_on.said_by));
    }
}

}  // namespace marrow::mappings

#include "adapter/operations/adjudication.hpp"

#include "fhir/path.hpp"
#include "mappings/checks/extent.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using mappings::extent;

namespace {

std::string_view code_of(const value& issue)
{
    return issue[name::details][name::coding].first()[name::code].text();
}

/// Claim adjustment reasons that ask for a document, or for a better one.
bool asks_for_document(const value& issue)
{
    static constexpr std::string_view system = "https://x12.org/codes/claim-adjustment-reason-codes";
    static constexpr std::array<std::string_view, 4> reasons{"163", "250", "251", "252"};
    return std::ranges::any_of(issue[name::details][name::coding].items(), [](const value& one) {
        return one[name::system].text() == system &&
               std::ranges::find(reasons, one[name::code].text()) != reasons.end();
    });
}

/// A finding about the primary names the add-on line last.
const value& place_of(const value& issue)
{
    const auto all = issue[name::expression].items();
    if (all.empty()) return fhir::json::missing;
    return code_of(issue).starts_with("primary-") ? all.back() : all.front();
}

class adjudicator {
public:
    adjudicator(const examiner& with, const examiner::reading& of, const fhir::resource& claim)
        : with_{with}, of_{of}, items_{claim[name::item].items()}, lines_{lines_by_item(claim)}
    {
    }

    adjudication run(const fhir::json::document& outcome)
    {
        for (const value& issue : outcome.root()[name::issue].items())
            note(issue);
        std::ranges::sort(places_);
        std::ranges::sort(accepted_);
        for (const value& item : items_)
            give_own(item);
        for (const value& item : items_)
            made_.items.push_back(judge(item));
        return std::move(made_);
    }

private:
    /// Those of each item: of the submission as it came, so that the same is said of it whatever came before.
    std::multimap<const value*, mappings::line> lines_by_item(const fhir::resource& claim) const
    {
        std::multimap<const value*, mappings::line> out;
        for (mappings::line& each : with_.lines(of_))
            if (each.claim == claim && each.item) out.emplace(each.item, std::move(each));
        return out;
    }

    void note(const value& issue)
    {
        const std::string_view level = issue[name::severity].text();
        const value* at = fhir::element_at(of_.document, place_of(issue).text());
        if (level == "information") {
            if (at && code_of(issue) == "accepted") accepted_.push_back(at->offset());
            return;
        }
        if (at) places_.emplace_back(at->offset(), made_.notes.size());
        made_.notes.push_back({&issue, nullptr, level != "warning"});
        made_.has_errors = made_.has_errors || level != "warning";
    }

    template <class Use>
    void each_note_within(const value& element, Use use)
    {
        const extent where = extent::of(element);
        auto at = std::ranges::lower_bound(places_, where.first, {}, &std::pair<std::uint32_t, std::size_t>::first);
        for (; at != places_.end() && at->first < where.end; ++at)
            use(at->second);
    }

    void give_own(const value& item)
    {
        each_note_within(item, [&](std::size_t which) { made_.notes[which].item = &item; });
    }

    void add(adjudicated_item& to, const value& element)
    {
        each_note_within(element, [&](std::size_t which) {
            if (!made_.notes[which].item) made_.notes[which].item = to.item;
            if (to.notes.size() < adjudicated_item::most_notes) to.notes.push_back(which);
        });
    }

    adjudicated_item judge(const value& item)
    {
        adjudicated_item made{&item, {}, {}};
        add(made, item);
        bool is_watched = false;
        const auto [first, end] = lines_.equal_range(&item);
        for (auto at = first; at != end; ++at) {
            is_watched = is_watched || with_.watches(at->second);
            for (const value* entry : at->second.pointed)
                add(made, *entry);
            for (const fhir::resource& procedure : at->second.procedures)
                add(made, *procedure.node);
        }
        std::ranges::sort(made.notes);
        const auto doubled = std::ranges::unique(made.notes);
        made.notes.erase(doubled.begin(), doubled.end());
        made.how = verdict_of(made, is_watched, first == end);
        return made;
    }

    verdict verdict_of(const adjudicated_item& of, bool is_watched, bool is_unread) const
    {
        if (is_watched && is_accepted(*of.item)) return verdict::certified;
        bool wants_document = is_watched;
        for (const std::size_t which : of.notes) {
            const told_note& one = made_.notes[which];
            if (one.is_error && !asks_for_document(*one.issue)) return verdict::refused;
            wants_document = wants_document || one.is_error;
        }
        if (wants_document) return verdict::pended;
        return is_unread ? verdict::unread : verdict::certified;
    }

    bool is_accepted(const value& item) const
    {
        const extent where = extent::of(item);
        const auto at = std::ranges::lower_bound(accepted_, where.first);
        return at != accepted_.end() && *at < where.end;
    }

    const examiner& with_;
    const examiner::reading& of_;
    std::span<const value> items_;
    std::multimap<const value*, mappings::line> lines_;
    adjudication made_;
    std::vector<std::pair<std::uint32_t, std::size_t>> places_;  ///< offset in the submission, and place in the notes
    std::vector<std::uint32_t> accepted_;
};

}  // namespace

adjudication adjudicate(
    const examiner& with, const examiner::reading& of, const fhir::resource& claim, const fhir::json::document& outcome
)
{
    return adjudicator{with, of, claim}.run(outcome);
}

}  // namespace marrow::adapter

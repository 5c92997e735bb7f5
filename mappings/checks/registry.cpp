#include "mappings/checks/checks.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

namespace marrow::mappings {

namespace {

using enum check::scope;

/// A check that keeps nothing from one claim to the next.
template <void (*run)(context&, const batch&)>
running each(context& with)
{
    return [&with](const batch& at) { run(with, at); };
}

/// What stands before a check of the submission was done for all claims: documents are read once, for the primaries of
/// all lines.
constexpr std::array registry{
    check{each<check_units>, submission},
    check{begin_primary, claim},
    check{each<check_dates>, claim},
    check{each<check_duplicates>, claim},
    check{each<check_modifiers>, claim},
    check{each<check_performed>, claim},
    check{each<check_ptp>, claim},
    check{each<check_exchange>, claim},
    check{each<check_place>, claim},
    check{each<check_specialty>, claim},
    check{each<check_laterality>, claim},
    check{each<check_diagnosis>, claim},
    check{each<check_global_period>, submission},
    check{begin_documentation, claim},
    check{begin_structure, claim},
    check{each<note_extents>, claim},
    check{each<check_verdict>, submission}};

/// Takes from the front what stands together with its first line.
batch next_claim(batch& rest)
{
    const std::uint32_t number = rest.lines.front().claim_number;
    const auto last = std::ranges::find_if(rest.lines, [&](const line& each) { return each.claim_number != number; });
    const auto watched =
        std::ranges::find_if(rest.add_ons, [&](const add_on_line& each) { return each.of->claim_number != number; });
    const batch taken{{rest.lines.begin(), last}, {rest.add_ons.begin(), watched}};
    rest = {{last, rest.lines.end()}, {watched, rest.add_ons.end()}};
    return taken;
}

/// What the next claim will look at, as far as it stands before it.
void fetch_next(const fhir::submission& of, const batch& at, const batch& rest)
{
    if (rest.lines.empty() || !at.lines.front().claim || !rest.lines.front().claim) return;
    of.fetch(at.lines.front().claim.owner->index + 1, rest.lines.front().claim.owner->index + 1);
}

}  // namespace

/// Checks of a claim that follow each other go through the submission once, for what they look at to be near.
void run_checks(context& with)
{
    const batch whole{with.lines, with.add_ons};
    for (auto next = registry.begin(); next != registry.end();) {
        if (next->sees == submission) {
            (next++)->begin(with)(whole);
            continue;
        }
        const auto last = std::ranges::find(next, registry.end(), submission, &check::sees);
        std::vector<running> together;
        std::transform(next, last, std::back_inserter(together), [&](const check& row) { return row.begin(with); });
        for (batch rest = whole; !rest.lines.empty();) {
            const batch at = next_claim(rest);
            fetch_next(with.of, at, rest);
            for (const running& run : together)
                run(at);
        }
        next = last;
    }
}

}  // namespace marrow::mappings

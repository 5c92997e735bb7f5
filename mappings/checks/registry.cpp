#include "mappings/checks/checks.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace marrow::mappings {

namespace {

using enum check::scope;

constexpr std::array registry{
    check{check_units, submission},
    check{check_primary, submission},
    check{check_dates, claim},
    check{check_duplicates, claim},
    check{check_modifiers, claim},
    check{check_performed, claim},
    check{check_ptp, claim},
    check{check_exchange, claim},
    check{check_place, claim},
    check{check_specialty, claim},
    check{check_laterality, claim},
    check{check_diagnosis, claim},
    check{check_documentation, submission},
    check{check_structure, submission},
    check{check_verdict, submission}};

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

}  // namespace

/// Checks of a claim that follow each other go through the submission once, for what they look at to be near.
void run_checks(context& with)
{
    const batch whole{with.lines, with.add_ons};
    for (auto next = registry.begin(); next != registry.end();) {
        if (next->sees == submission) {
            (next++)->run(with, whole);
            continue;
        }
        const auto last = std::ranges::find(next, registry.end(), submission, &check::sees);
        for (batch rest = whole; !rest.lines.empty();) {
            const batch together = next_claim(rest);
            std::for_each(next, last, [&](const check& each) { each.run(with, together); });
        }
        next = last;
    }
}

}  // namespace marrow::mappings

#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

#include <map>
#include <tuple>
#include <vector>

namespace marrow::mappings {

void check_exchange(context& with, const batch& at)
{
    std::map<std::tuple<std::uint32_t, device_site>, const line*> insertions;
    for (const add_on_line& each : at.add_ons) {
        if (each.family && each.family->what == act::insertion && !each.of->is_unclaimed) {
            insertions.emplace(std::tuple{each.of->claim_number, each.family->where}, each.of);
        }
    }
    for (const add_on_line& each : at.add_ons) {
        if (!each.family || each.family->what != act::removal || !each.of->service) continue;
        const auto other = insertions.find({each.of->claim_number, each.family->where});
        if (other == insertions.end() || !other->second->service) continue;
        if (!each.of->service->shares_a_day_with(*other->second->service)) continue;
        with.out.add("exchange-in-same-session", {each.of->at, other->second->at}, about(*each.of, *other->second));
    }
}

}  // namespace marrow::mappings

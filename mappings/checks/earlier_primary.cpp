#include "mappings/checks/earlier_primary.hpp"

#include "mappings/checks/listing.hpp"
#include "mappings/checks/practitioners.hpp"

namespace marrow::mappings {

const earlier_line* earlier_primary(context& with, const line& add_on, const candidates& all)
{
    const auto theirs = with.earlier.beside(add_on);
    if (theirs.empty() || !add_on.service) return nullptr;
    const name_set practitioners{practitioner_names(add_on)};
    const earlier_line* unlisted = nullptr;
    for (const earlier_line* each : theirs) {
        if (!each->service.shares_a_day_with(*add_on.service)) continue;
        if (!all.can_be_primary(add_on.code.code, each->code)) continue;
        if (!may_be_of_one(practitioners, each->practitioners)) continue;
        const listing how = listing_of(with.known, add_on.code.code, each->code, add_on.service);
        if (how == listing::active || how == listing::any) return each;
        if (how == listing::absent && !unlisted) unlisted = each;
    }
    return unlisted;
}

}  // namespace marrow::mappings

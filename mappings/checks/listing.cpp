#include "mappings/checks/listing.hpp"

namespace marrow::mappings {

namespace {

/// A row without dates holds from the day its codes exist.
bool holds_on(const tables& known, const add_on_edit& row, fhir::day date)
{
    const auto exists = [&](const std::string& code) {
        const validity* dates = known.dates_of(code);
        return !dates || dates->holds_on(date);
    };
    return row.dates.holds_on(date) && exists(row.add_on) && exists(row.primary);
}

}  // namespace

listing listing_of(
    const tables& known, std::string_view add_on, std::string_view primary, const std::optional<fhir::days>& service
)
{
    const std::span<const add_on_edit> rows = known.edits_of(add_on);
    if (rows.front().type == 2) return listing::any;
    listing found = listing::absent;
    for (const add_on_edit& row : rows) {
        if (row.primary != primary) continue;
        found = listing::ended;
        if (!service || holds_on(known, row, service->first)) return listing::active;
    }
    return found;
}

}  // namespace marrow::mappings

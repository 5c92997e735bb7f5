#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

namespace marrow::mappings {

void check_dates(context& with, const batch& at)
{
    for (const line& each : at.lines) {
        if (!each.service) {
            with.out.add("date-of-service-missing", {each.at}, about(each));
            continue;
        }
        const validity* dates = with.known.dates_of(each.code.code);
        if (dates && !dates->holds_on(each.service->first)) {
            with.out.add("code-not-effective", {each.code.from, each.service_from}, about(each));
        }
    }
}

}  // namespace marrow::mappings

#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"

namespace marrow::mappings {

void check_place(context& with, const batch& at)
{
    for (const add_on_line& add_on : at.add_ons) {
        if (!add_on.family) continue;
        const line& of = *add_on.of;
        if (!of.place) {
            with.out.add("place-of-service-missing", {of.at}, about(of));
        } else if (!with.known.is_usual_place(of.place->code)) {
            values words = about(of);
            if (auto place = shown(of.place->code)) words.emplace_back("place", *place);
            with.out.add("place-of-service-unusual", {of.place->from}, std::move(words));
        }
    }
}

}  // namespace marrow::mappings

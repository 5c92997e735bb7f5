#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lines/reader.hpp"

namespace marrow::mappings {

using fhir::json::name;

void check_performed(context& with)
{
    for (const add_on_line& add_on : with.add_ons) {
        if (!add_on.family || add_on.of->preauthorization) continue;
        for (const fhir::resource& procedure : add_on.of->procedures) {
            if (was_performed(procedure)) continue;
            const fhir::json::value& status = procedure[name::status];
            values words = about(*add_on.of);
            words.emplace_back("status", std::string{status.text()});
            with.out.add("line-not-billable", {&status, add_on.of->at}, std::move(words), fhir::severity::error);
        }
    }
}

}  // namespace marrow::mappings

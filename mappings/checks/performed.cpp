#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lines/reader.hpp"

namespace marrow::mappings {

using fhir::json::name;

void check_performed(context& with, const batch& at)
{
    for (const line& each : at.lines) {
        if (each.preauthorization) continue;
        const bool is_watched = with.known.family(each.code.code) != nullptr;
        for (const fhir::resource& procedure : each.procedures) {
            if (was_performed(procedure)) continue;
            const fhir::json::value& status = procedure[name::status];
            values words = about(each);
            words.emplace_back("status", std::string{status.text()});
            with.out.add(
                "line-not-billable",
                {&status, each.at},
                std::move(words),
                is_watched ? fhir::severity::error : fhir::severity::information
            );
        }
    }
}

}  // namespace marrow::mappings

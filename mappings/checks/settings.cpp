#include "mappings/checks/settings.hpp"

#include "fhir/coding.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;

std::optional<setting> setting_of(const line& of, const tables& known)
{
    if (of.is_unclaimed) return std::nullopt;
    if (!of.claim) return setting::practitioner;
    const auto is_of_type = [&](std::string_view type) {
        return std::ranges::any_of(fhir::codings_of(of.claim[name::type]), [&](const fhir::json::value& coding) {
            return coding[name::code].text() == type;
        });
    };
    if (is_of_type("professional")) return setting::practitioner;
    if (!is_of_type("institutional")) return std::nullopt;
    if (of.place && known.is_inpatient_place(of.place->code)) return std::nullopt;
    return setting::outpatient_hospital;
}

}  // namespace marrow::mappings

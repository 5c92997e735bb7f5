#include "mappings/checks/settings.hpp"

namespace marrow::mappings {

std::optional<setting> setting_of(const line& of, const tables& known)
{
    if (of.is_unclaimed || of.type == claim_type::other) return std::nullopt;
    if (of.type == claim_type::professional) return setting::practitioner;
    if (of.place && known.is_inpatient_place(of.place->code)) return std::nullopt;
    return setting::outpatient_hospital;
}

}  // namespace marrow::mappings

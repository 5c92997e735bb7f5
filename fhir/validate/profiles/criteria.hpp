#pragma once

#include "fhir/validate/profiles/profile.hpp"

namespace marrow::fhir::validate::profiles {

/// Where the discriminator's path leads in the definition of the slice: through its children, the profiles of its types
/// and, after resolve(), those of its targets. To be asked once all links are set.
criterion criterion_of(const element& slice, const discriminator& by);

}  // namespace marrow::fhir::validate::profiles

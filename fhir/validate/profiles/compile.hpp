#pragma once

#include "fhir/fault.hpp"
#include "fhir/packages/expansions.hpp"
#include "fhir/validate/profiles/profile.hpp"

#include <memory>

namespace marrow::fhir::validate::profiles {

/// Makes a profile of a StructureDefinition with a snapshot; links and criteria are left for link_all(). Null when it
/// is none that constrains a type of the release. A fault of kind usage, with the file and the element, when the
/// snapshot is no tree of elements.
fhir::result<std::unique_ptr<profile>> compile(
    const packages::package::resource& from,
    version release,
    const definitions::model& model,
    packages::expansions& sets
);

}  // namespace marrow::fhir::validate::profiles

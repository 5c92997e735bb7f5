#pragma once

#include "fhir/packages/expansions.hpp"
#include "fhir/validate/profiles/profile.hpp"

namespace marrow::fhir::validate::profiles {

/// What an element of a snapshot is read against, and into.
struct reading {
    const definitions::element* base;  ///< the element of the standard; null for the root, or when there is none
    const definitions::type* type;     ///< of the root, its type
    const definitions::model& model;
    packages::expansions& sets;
    profile& into;
};

/// Fills in what an ElementDefinition says beyond its base. False when a cardinality is no number.
bool read(const json::value& of, element& made, const reading& with);

/// Those of a StructureDefinition.
std::vector<extension_context> read_contexts(const json::value& definition);

}  // namespace marrow::fhir::validate::profiles

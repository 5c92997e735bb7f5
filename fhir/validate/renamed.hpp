#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::validate {

/// What other releases of FHIR make of an element that one of them does not have.
struct elsewhere {
    std::string releases;             ///< that have it: "DSTU2, STU3, R4"; empty when none is known
    std::string instead;              ///< what it is called in the one that does not have it; empty when not known
    std::optional<version> readable;  ///< the first of them that Marrow reads
};

/// "R4", "R4B", "R5".
std::string_view label_of(version release);

/// Of a member of a type that the release does not have; without the underscore of siblings.
elsewhere look_elsewhere(const definitions::type& type, std::string_view member, version release);

}  // namespace marrow::fhir::validate

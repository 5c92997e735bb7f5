#pragma once

#include "fhir/validate/profiles/library.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::tests {

inline const std::string base = "http://a.example/StructureDefinition/";

/// A StructureDefinition at `base` + name whose snapshot has these elements, JSON objects without the brackets of the
/// array; the root comes by itself.
std::string profile_of(std::string_view type, std::string_view name, std::string_view elements);

/// An extension of that name with a value of that type, and with these elements besides.
std::string extension_of(std::string_view name, std::string_view type, std::string_view elements = {});

/// The library of a package that holds these resources.
std::unique_ptr<const fhir::validate::profiles::library> library_of(const std::vector<std::string>& resources);

/// What is told of profiles and of invariants, one "code path" an issue, in order.
std::vector<std::string> told_of(
    const fhir::validate::profiles::library& known,
    std::string submission,
    const std::vector<std::string>& asked = {},
    fhir::version release = fhir::version::r4
);

/// The same, joined by "; ".
std::string
told_by(const std::vector<std::string>& resources, std::string submission, const std::vector<std::string>& asked = {});

}  // namespace marrow::tests

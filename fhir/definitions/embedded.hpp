#pragma once

#include "fhir/embedded_file.hpp"

#include <span>

namespace marrow::fhir::definitions {

/// The files of fhir/definitions/tables, part of the binary, by name.
std::span<const embedded_file> embedded_tables();

}  // namespace marrow::fhir::definitions

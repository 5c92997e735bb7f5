#pragma once

#include "fhir/embedded_file.hpp"

#include <span>

namespace marrow::mappings {

/// The files of mappings/tables, part of the binary, by name.
std::span<const fhir::embedded_file> embedded_files();

}  // namespace marrow::mappings

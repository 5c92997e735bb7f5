#pragma once

#include "fhir/embedded_file.hpp"

#include <span>

namespace marrow::adapter {

/// The files of adapter/samples, part of the binary, by name.
std::span<const fhir::embedded_file> embedded_samples();

}  // namespace marrow::adapter

#pragma once

#include "mappings/load/embedded.hpp"

namespace marrow::adapter {

/// The files of adapter/samples, part of the binary, by name.
std::span<const mappings::embedded_file> embedded_samples();

}  // namespace marrow::adapter

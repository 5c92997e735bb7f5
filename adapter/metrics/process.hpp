#pragma once

#include "adapter/metrics/exposition.hpp"

namespace marrow::adapter::metrics {

/// Of the program and of the process that runs it: what it is, since when it runs, and the memory it has.
void write_process(exposition& to);

}  // namespace marrow::adapter::metrics

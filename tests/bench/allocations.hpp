#pragma once

#include <cstddef>

namespace marrow::bench {

/// How often the calling thread has asked for memory with operator new so far.
std::size_t allocations();

}  // namespace marrow::bench

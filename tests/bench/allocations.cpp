#include "tests/bench/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t asked = 0;

}  // namespace

// The array and nothrow forms come by this one.
void* operator new(std::size_t bytes)
{
    ++asked;
    if (void* found = std::malloc(bytes == 0 ? 1 : bytes)) return found;
    throw std::bad_alloc{};
}

void operator delete(void* of) noexcept
{
    std::free(of);
}

void operator delete(void* of, std::size_t) noexcept
{
    std::free(of);
}

namespace marrow::bench {

std::size_t allocations()
{
    return asked;
}

}  // namespace marrow::bench

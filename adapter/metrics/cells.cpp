#include "adapter/metrics/cells.hpp"

namespace marrow::adapter::metrics {

std::size_t cells::copy_of_thread() noexcept
{
    static std::atomic<std::size_t> threads{0};
    thread_local const std::size_t mine = threads.fetch_add(1, std::memory_order_relaxed) % copies;
    return mine;
}

}  // namespace marrow::adapter::metrics

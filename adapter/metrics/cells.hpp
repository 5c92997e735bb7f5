#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace marrow::adapter::metrics {

/// Counts that any thread adds to without waiting: each adds to one of a few copies, so that threads seldom meet on a
/// cache line, and a reader sums them up.
class cells {
public:
    explicit cells(std::size_t count) : stride_{(count + in_line - 1) / in_line}, lines_(copies * stride_) {}

    void add(std::size_t which, std::uint64_t by = 1) noexcept
    {
        lines_[copy_of_thread() * stride_ + which / in_line].of[which % in_line].fetch_add(
            by, std::memory_order_relaxed
        );
    }

    std::uint64_t sum(std::size_t which) const noexcept
    {
        std::uint64_t all = 0;
        for (std::size_t at = which / in_line; at < lines_.size(); at += stride_)
            all += lines_[at].of[which % in_line].load(std::memory_order_relaxed);
        return all;
    }

private:
    static constexpr std::size_t copies = 16;
    static constexpr std::size_t in_line = 8;

    struct alignas(64) line {
        std::array<std::atomic<std::uint64_t>, in_line> of{};
    };

    static std::size_t copy_of_thread() noexcept;

    std::size_t stride_;
    std::vector<line> lines_;
};

}  // namespace marrow::adapter::metrics

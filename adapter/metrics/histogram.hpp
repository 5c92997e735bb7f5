#pragma once

#include "adapter/metrics/cells.hpp"

#include <span>

namespace marrow::adapter::metrics {

/// How often what was observed was no more than each of some bounds, for each of several things. Any thread.
class histogram {
public:
    /// The bounds ascend, and outlive it.
    explicit histogram(std::span<const std::uint64_t> bounds, std::size_t things = 1);

    void observe(std::uint64_t value, std::size_t of = 0) noexcept;

    struct reading {
        std::vector<std::uint64_t> within;  ///< for each bound, then for none: all there were
        std::uint64_t sum{};
    };
    reading read(std::size_t of = 0) const;

    std::span<const std::uint64_t> bounds() const { return bounds_; }

private:
    std::span<const std::uint64_t> bounds_;
    cells cells_;
};

}  // namespace marrow::adapter::metrics

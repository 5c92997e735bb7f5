#include "adapter/metrics/histogram.hpp"

#include <algorithm>

namespace marrow::adapter::metrics {

histogram::histogram(std::span<const std::uint64_t> bounds, std::size_t things)
    : bounds_{bounds}, cells_{things * (bounds.size() + 2)}
{
}

void histogram::observe(std::uint64_t value, std::size_t of) noexcept
{
    const std::size_t first = of * (bounds_.size() + 2);
    const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, value) - bounds_.begin());
    cells_.add(first + bucket);
    cells_.add(first + bounds_.size() + 1, value);
}

histogram::reading histogram::read(std::size_t of) const
{
    const std::size_t first = of * (bounds_.size() + 2);
    reading made;
    std::uint64_t count = 0;
    for (std::size_t bucket = 0; bucket <= bounds_.size(); ++bucket)
        made.within.push_back(count += cells_.sum(first + bucket));
    made.sum = cells_.sum(first + bounds_.size() + 1);
    return made;
}

}  // namespace marrow::adapter::metrics

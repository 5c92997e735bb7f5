#pragma once

#include "adapter/metrics/exposition.hpp"
#include "fhir/fault.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

namespace marrow::adapter::store {

/// What a store counts of its writing. Any thread.
class meter {
public:
    meter();

    using kept = std::function<void(fhir::result<bool>)>;

    /// To be called in place of `then`, once: what it is for waits until then. The meter must outlive the call.
    kept counted(kept then);

    /// A transaction over so many records and revisions has ended, well or not.
    void committed(std::size_t records, std::chrono::nanoseconds time) noexcept;

    void write(metrics::exposition& to) const;

private:
    metrics::cells ends_{2};
    metrics::histogram batches_;
    metrics::histogram times_;
    std::atomic<std::uint64_t> waiting_{0};
};

}  // namespace marrow::adapter::store

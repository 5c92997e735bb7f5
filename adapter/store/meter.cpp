#include "adapter/store/meter.hpp"

#include <array>

namespace marrow::adapter::store {

using metrics::kind;

namespace {

enum : std::size_t { written, failed };

constexpr std::array<std::uint64_t, 9> batch_bounds{1, 2, 4, 8, 16, 32, 64, 128, 256};
constexpr std::array<std::uint64_t, 12> time_bounds{
    250'000,
    500'000,
    1'000'000,
    2'500'000,
    5'000'000,
    10'000'000,
    25'000'000,
    50'000'000,
    100'000'000,
    250'000'000,
    1'000'000'000,
    5'000'000'000};
constexpr double nanoseconds_in_one = 1e9;

}  // namespace

meter::meter() : batches_{batch_bounds}, times_{time_bounds}
{
}

meter::kept meter::counted(kept then)
{
    waiting_.fetch_add(1, std::memory_order_relaxed);
    return [this, then = std::move(then)](fhir::result<bool> how) {
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        if (!how) ends_.add(failed);
        if (how && *how) ends_.add(written);
        then(std::move(how));
    };
}

void meter::committed(std::size_t records, std::chrono::nanoseconds time) noexcept
{
    batches_.observe(records);
    times_.observe(static_cast<std::uint64_t>(time.count()));
}

void meter::write(metrics::exposition& to) const
{
    to.begin({"marrow_store_writes", kind::counter, "Records written to the store."}).sample({}, ends_.sum(written));
    to.begin({"marrow_store_write_failures", kind::counter, "Records that the store could not write."})
        .sample({}, ends_.sum(failed));
    to.begin({"marrow_store_waiting_records", kind::gauge, "Records handed to the store and not written yet."})
        .sample({}, waiting_.load(std::memory_order_relaxed));
    to.begin({"marrow_store_batch_records", kind::histogram, "Records of one transaction."}).sample({}, batches_);
    to.begin({"marrow_store_commit_duration_seconds", kind::histogram, "Time of one transaction.", "seconds"})
        .sample({}, times_, 0, nanoseconds_in_one);
}

}  // namespace marrow::adapter::store

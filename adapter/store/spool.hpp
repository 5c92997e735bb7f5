#pragma once

#include "adapter/store/audit.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace marrow::adapter::store {

/// Events of the audit that wait for a commit: for one of records, or, when none comes in time, for one of their own.
/// Any thread.
class spool {
public:
    static constexpr std::size_t most = 4096;
    static constexpr std::size_t batch = 256;
    static constexpr std::chrono::milliseconds patience{100};

    /// A fault (busy) when it is full.
    fhir::result<void> add(audit_event one);

    /// Those that have waited longest, no more than a batch.
    std::vector<audit_event> take();

    /// Those that could not be written wait again, before all others.
    void put_back(std::vector<audit_event> all);

    bool empty() const;

    /// Until the next commit of their own: 0 when it is time; a year when none waits.
    std::chrono::milliseconds time_left() const;

private:
    using clock = std::chrono::steady_clock;

    mutable std::mutex mutex_;
    std::deque<audit_event> all_;  ///< guarded by mutex_, as is the next
    clock::time_point since_{};
};

}  // namespace marrow::adapter::store

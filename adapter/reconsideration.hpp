#pragma once

#include "adapter/examiner.hpp"
#include "adapter/store/keeping.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace marrow::adapter {

/// Decides anew, on a thread of its own, what is due in the store, until its end. What it does not come to is still
/// due then. What cannot be decided is logged and no longer due.
class reconsideration {
public:
    /// `in` must outlive it. Looks into the store at least that often.
    reconsideration(store::keeping& in, std::unique_ptr<examiner> with, std::chrono::milliseconds every);
    ~reconsideration();
    reconsideration(const reconsideration&) = delete;

private:
    void run();
    bool has_ended_after(std::chrono::milliseconds time);

    /// Whether it is done with; false when the store would not have it.
    bool settle(const store::due& one);

    store::keeping& in_;
    std::unique_ptr<examiner> with_;
    std::chrono::milliseconds every_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ends_{};  ///< guarded by mutex_
    std::thread thread_{[this] { run(); }};
};

}  // namespace marrow::adapter

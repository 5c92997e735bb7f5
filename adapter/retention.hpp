#pragma once

#include "fhir/fault.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace marrow::adapter {

/// Deletes, on a thread of its own until its end, what a store has held for longer than it is to: at once, and then
/// once an hour. It leaves pauses for those that write. What fails is logged, and tried again.
class retention {
public:
    /// How long messages and events of the audit stay; 0: for ever.
    struct times {
        std::chrono::hours messages{};
        std::chrono::hours audit{};
        bool any() const { return messages.count() != 0 || audit.count() != 0; }
    };

    /// `name`: as adapter/store/upkeep.hpp has it.
    retention(std::string name, times stay);
    ~retention();
    retention(const retention&) = delete;

private:
    void run();

    using deletion = fhir::result<std::uint64_t> (*)(const std::string&, std::int64_t, const std::function<bool()>&);
    void sweep(const char* event, std::chrono::hours stay, deletion work);
    bool has_ended_after(std::chrono::milliseconds time);

    std::string name_;
    times stay_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ends_{};  ///< guarded by mutex_
    std::thread thread_{[this] { run(); }};
};

}  // namespace marrow::adapter

#pragma once

#include "adapter/store/store.hpp"

#include <cstddef>
#include <mutex>
#include <variant>
#include <vector>

namespace marrow::adapter::store {

/// What is to be written, and who is told how it ended.
struct waiting {
    std::variant<record, revision> what;
    message_store::kept then;
};

/// What waits for a writer, first come, first served. Any thread.
class queue {
public:
    struct bounds {
        std::size_t records{4096};          ///< waiting; one more is refused
        std::size_t bytes{64u << 20};       ///< of bodies and outcomes that wait
        std::size_t batch{256};             ///< records that are taken together
        std::size_t batch_bytes{1u << 20};  ///< of theirs, but for a single one
    };
    explicit queue(bounds within) : within_{within} {}

    /// False when it has as much as it holds; then `one` is as it was.
    bool add(waiting& one);

    /// Those that have waited longest: at least one, if there is any, and within the bounds of a batch.
    std::vector<waiting> take();

    bool empty() const;

private:
    bounds within_;
    mutable std::mutex mutex_;
    std::vector<waiting> all_;  ///< guarded by mutex_, as is the next
    std::size_t bytes_{};
};

}  // namespace marrow::adapter::store

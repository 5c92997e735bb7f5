#pragma once

#include "adapter/store/store.hpp"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace marrow::adapter::store {

/// The keys whose submissions are being decided or written. Any thread.
class keys_in_progress {
public:
    /// While it lives, its key is in progress.
    class claim {
    public:
        claim() = default;
        claim(keys_in_progress& in, const digest& key) : in_{&in}, key_{key} {}
        claim(claim&& other) noexcept : in_{std::exchange(other.in_, nullptr)}, key_{other.key_} {}
        claim& operator=(claim&& other) noexcept
        {
            std::swap(in_, other.in_);
            std::swap(key_, other.key_);
            return *this;
        }
        ~claim()
        {
            if (in_) in_->end(key_);
        }
        explicit operator bool() const { return in_ != nullptr; }

    private:
        keys_in_progress* in_{};
        digest key_{};
    };

    /// An empty claim when the key is in progress. Must outlive its claims.
    claim begin(const digest& key)
    {
        const std::scoped_lock lock{mutex_};
        return keys_.insert(key).second ? claim{*this, key} : claim{};
    }

private:
    void end(const digest& key)
    {
        const std::scoped_lock lock{mutex_};
        keys_.erase(key);
    }

    std::mutex mutex_;
    std::set<digest> keys_;  ///< guarded by mutex_; no more than there are connections
};

/// What the operations need to keep what they decide.
struct keeping {
    keeping(message_store& store, std::string made_by) : in{store}, basis{std::move(made_by)} {}

    message_store& in;
    std::string basis;         ///< fingerprint of tables and policy
    bool request_id_is_key{};  ///< of a submission that has no Idempotency-Key, X-Request-Id is one
    keys_in_progress running;
};

/// A record that is to be kept before its answer goes out, and its key until then.
struct pending {
    record what;
    keys_in_progress::claim key;
};

}  // namespace marrow::adapter::store

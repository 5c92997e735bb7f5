#pragma once

#include "adapter/store/store.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

/// How many refusals are taken down, so that no traffic fills the store with them: a hundred at once, and ten a minute
/// for as long as it likes. The others are counted. Any thread.
class refusals_told {
public:
    static constexpr std::int64_t most_at_once = 100;
    static constexpr std::chrono::seconds for_another{6};

    using clock = std::chrono::steady_clock;

    /// Whether the refusal of now is taken down: with the number of those before it that were not; none: it is counted.
    std::optional<std::uint64_t> take(clock::time_point now)
    {
        const std::scoped_lock lock{mutex_};
        const std::int64_t earned = std::max<std::int64_t>(0, (now - since_) / for_another);
        left_ = std::min(most_at_once, left_ + earned);
        since_ = left_ == most_at_once ? now : since_ + earned * for_another;
        if (left_ == 0) {
            ++passed_over_;
            return std::nullopt;
        }
        --left_;
        return std::exchange(passed_over_, 0);
    }

    /// Of what could not be taken down after all.
    void give_back(std::uint64_t passed_over)
    {
        const std::scoped_lock lock{mutex_};
        passed_over_ += passed_over;
    }

private:
    std::mutex mutex_;
    std::int64_t left_{most_at_once};  ///< guarded by mutex_, as are the next two
    clock::time_point since_{};
    std::uint64_t passed_over_{};
};

/// What the operations need to keep what they decide.
struct keeping {
    keeping(message_store& store, std::string made_by) : in{store}, basis{std::move(made_by)} {}

    message_store& in;
    std::string basis;                         ///< fingerprint of tables and policy
    std::chrono::milliseconds key_lifetime{};  ///< after which a key is known no more
    bool request_id_is_key{};                  ///< of a submission that has no Idempotency-Key, X-Request-Id is one
    keys_in_progress running;
    refusals_told refusals;
};

/// A record that is to be kept before its answer goes out, and its key until then, with what else nobody must keep at
/// the same time.
struct pending {
    record what;
    keys_in_progress::claim key;
    std::vector<keys_in_progress::claim> others{};
};

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/http/limits.hpp"
#include "adapter/http/responder.hpp"
#include "adapter/http/tls.hpp"
#include "adapter/http/workers.hpp"
#include "adapter/metrics/tally.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace marrow::adapter::http {

/// Bytes of bodies held by all connections. Any thread.
class body_budget {
public:
    explicit body_budget(std::uint64_t size) : left_{static_cast<std::int64_t>(size)} {}

    bool take(std::size_t bytes)
    {
        const auto wanted = static_cast<std::int64_t>(bytes);
        if (left_.fetch_sub(wanted) >= wanted) return true;
        left_.fetch_add(wanted);
        return false;
    }
    void give_back(std::size_t bytes) { left_.fetch_add(static_cast<std::int64_t>(bytes)); }

private:
    std::atomic<std::int64_t> left_;
};

/// What the threads of a server have in common.
struct shared {
    http::limits limits;
    std::vector<std::string> hosts;
    bool log_requests{};
    const http::manners& manners;
    service& about;
    metrics::tally& counts;
    http::responder responder;
    http::workers& workers;
    body_budget budget;
    std::shared_ptr<const tls_context> tls;  ///< null: plain
    std::atomic<std::uint32_t> connections{0};
};

}  // namespace marrow::adapter::http

#pragma once

#include "adapter/metrics/exposition.hpp"
#include "fhir/issue.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace marrow::adapter::metrics {

/// Why something was answered with 503, or not at all, before anybody looked at it.
enum class refusal : std::uint8_t { connections, queue, memory };

/// What a server counts of its work. Labels come from the tables it is made with, never from what is sent. Any thread;
/// nothing waits.
class tally {
public:
    /// The names of a route; a literal each.
    struct route {
        std::string_view method;
        std::string_view path;
    };
    /// A finding, and the severity it has unless a policy says otherwise.
    struct finding {
        std::string_view code;
        fhir::severity level{};
    };

    /// All texts outlive it. What goes to none of the routes is counted as of the route number routes.size().
    tally(std::vector<route> routes, std::vector<finding> findings);

    void answered(std::size_t which, std::uint16_t status) noexcept;

    /// From a request that is whole to its answer.
    void took(std::size_t which, std::chrono::nanoseconds time) noexcept;

    void received(std::size_t bytes) noexcept { plain_.add(bytes_received, bytes); }
    void refused(refusal why) noexcept { plain_.add(first_refusal + static_cast<std::size_t>(why)); }
    void replayed() noexcept { plain_.add(replays); }

    /// Issues whose first code is no finding of the table are not counted.
    void found(std::span<const fhir::issue> issues) noexcept;

    void write(exposition& to) const;

private:
    enum : std::size_t { bytes_received, replays, first_refusal };

    void write_requests(exposition& to) const;
    void write_findings(exposition& to) const;

    std::vector<route> routes_;
    std::vector<finding> findings_;
    std::unordered_map<std::string_view, std::size_t> number_of_;  ///< of a finding
    cells requests_;                                               ///< by route, then status
    cells found_;                                                  ///< by finding, then severity
    cells plain_;
    histogram times_;
};

}  // namespace marrow::adapter::metrics

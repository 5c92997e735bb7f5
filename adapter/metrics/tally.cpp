#include "adapter/metrics/tally.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace marrow::adapter::metrics {

namespace {

/// All that are answered, ascending; what is none of them is counted as 500.
constexpr std::array<std::uint16_t, 25> statuses{200, 201, 202, 204, 304, 400, 404, 405, 406, 408, 409, 410, 412,
                                                 413, 414, 415, 417, 421, 422, 431, 500, 501, 503, 505, 507};

/// Shown from the start, so that an alert sees the first.
constexpr std::array<std::uint16_t, 4> always_shown{200, 500, 503, 507};

constexpr std::size_t levels = 4;

constexpr std::array<std::string_view, 3> refusals{"connections", "queue", "memory"};

constexpr std::array<std::uint64_t, 16> time_bounds{
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
    500'000'000,
    1'000'000'000,
    2'500'000'000,
    5'000'000'000,
    10'000'000'000,
    30'000'000'000};
constexpr double nanoseconds_in_one = 1e9;

std::size_t number_of(std::uint16_t status)
{
    const auto found = std::ranges::lower_bound(statuses, status);
    if (found == statuses.end() || *found != status) return number_of(500);
    return static_cast<std::size_t>(found - statuses.begin());
}

bool is_always_shown(std::uint16_t status)
{
    return std::ranges::find(always_shown, status) != always_shown.end();
}

}  // namespace

tally::tally(std::vector<route> routes, std::vector<finding> findings)
    : routes_{std::move(routes)},
      findings_{std::move(findings)},
      requests_{(routes_.size() + 1) * statuses.size()},
      found_{findings_.size() * levels},
      plain_{first_refusal + refusals.size()},
      times_{time_bounds, routes_.size()}
{
    for (std::size_t i = 0; i < findings_.size(); ++i)
        number_of_.emplace(findings_[i].code, i);
    routes_.push_back({"other", "other"});
}

void tally::answered(std::size_t which, std::uint16_t status) noexcept
{
    requests_.add(which * statuses.size() + number_of(status));
}

void tally::took(std::size_t which, std::chrono::nanoseconds time) noexcept
{
    if (which + 1 < routes_.size()) times_.observe(static_cast<std::uint64_t>(time.count()), which);
}

void tally::found(std::span<const fhir::issue> issues) noexcept
{
    for (const fhir::issue& one : issues) {
        if (one.codings.empty()) continue;
        const auto known = number_of_.find(one.codings.front().code);
        if (known != number_of_.end()) found_.add(known->second * levels + static_cast<std::size_t>(one.level));
    }
}

void tally::write(exposition& to) const
{
    write_requests(to);
    to.begin({"marrow_http_received_bytes", kind::counter, "Bytes received from clients.", "bytes"});
    to.sample({}, plain_.sum(bytes_received));
    to.begin({"marrow_http_refusals", kind::counter, "Connections and requests turned away because a bound was met."});
    for (std::size_t i = 0; i < refusals.size(); ++i)
        to.sample({{"reason", refusals[i]}}, plain_.sum(first_refusal + i));
    to.begin({"marrow_replays", kind::counter, "Submissions answered with the answer that was kept."});
    to.sample({}, plain_.sum(replays));
    write_findings(to);
}

void tally::write_requests(exposition& to) const
{
    to.begin({"marrow_http_requests", kind::counter, "Requests answered."});
    for (std::size_t at = 0; at < routes_.size() * statuses.size(); ++at) {
        const route& of = routes_[at / statuses.size()];
        const std::uint16_t status = statuses[at % statuses.size()];
        const std::uint64_t count = requests_.sum(at);
        const std::string text = std::to_string(status);
        if (count != 0 || is_always_shown(status))
            to.sample({{"method", of.method}, {"route", of.path}, {"status", text}}, count);
    }
    to.begin(
        {"marrow_http_request_duration_seconds",
         kind::histogram,
         "Time from a request that is whole to its answer.",
         "seconds"}
    );
    for (std::size_t i = 0; i + 1 < routes_.size(); ++i)
        to.sample({{"method", routes_[i].method}, {"route", routes_[i].path}}, times_, i, nanoseconds_in_one);
}

void tally::write_findings(exposition& to) const
{
    to.begin({"marrow_findings", kind::counter, "Findings of submissions that were decided."});
    for (std::size_t at = 0; at < findings_.size() * levels; ++at) {
        const finding& of = findings_[at / levels];
        const auto level = static_cast<fhir::severity>(at % levels);
        const std::uint64_t count = found_.sum(at);
        if (count != 0 || level == of.level) to.sample({{"code", of.code}, {"severity", fhir::name_of(level)}}, count);
    }
}

}  // namespace marrow::adapter::metrics

#include "adapter/http/text.hpp"
#include "adapter/metrics/process.hpp"
#include "adapter/metrics/tally.hpp"
#include "adapter/operations/operation.hpp"

namespace marrow::adapter {

using metrics::exposition;
using metrics::kind;

namespace {

/// The one of the two that is named first, as senders put what they prefer there; OpenMetrics when neither is.
metrics::format wanted(std::string_view accept)
{
    while (!accept.empty()) {
        std::string_view range = http::next_part(accept, ',');
        const std::string_view type = http::next_part(range, ';');
        if (http::same(type, "application/openmetrics-text")) return metrics::format::openmetrics;
        if (http::same(type, "text/plain")) return metrics::format::prometheus;
    }
    return metrics::format::openmetrics;
}

void write_load(exposition& to, const workload& at)
{
    to.begin({"marrow_http_connections", kind::gauge, "Connections that are open."}).sample({}, at.connections);
    to.begin({"marrow_worker_running_submissions", kind::gauge, "Large submissions that workers decide now."})
        .sample({}, at.running);
    to.begin({"marrow_worker_waiting_submissions", kind::gauge, "Large submissions that wait for a worker."})
        .sample({}, at.waiting);
}

void write_store(exposition& to, const store::message_store& of)
{
    to.begin({"marrow_store_writable", kind::gauge, "Whether the last attempt to write to the store succeeded."})
        .sample({}, std::uint64_t{of.writable()});
    of.measured().write(to);
}

}  // namespace

fhir::result<reply> measurements(const question& asked, std::string& out)
{
    const metrics::format as = wanted(asked.accept);
    exposition to{as, out};
    metrics::write_process(to);
    if (asked.of.counts) asked.of.counts->write(to);
    if (asked.of.workload_now) write_load(to, asked.of.workload_now());
    if (asked.of.keeping) write_store(to, asked.of.keeping->in);
    to.end();
    reply made;
    made.media_type = media_type_of(as);
    return made;
}

}  // namespace marrow::adapter

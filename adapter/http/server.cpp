#include "adapter/http/server.hpp"

#include "adapter/http/listener.hpp"
#include "adapter/log.hpp"
#include "adapter/metrics/tally.hpp"
#include "adapter/reconsideration.hpp"
#include "fhir/validate/rules.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <string>
#include <thread>

namespace marrow::adapter::http {

namespace {

std::string describe(const limits& bounds)
{
    return "Bounds: a body of " + std::to_string(bounds.body) + " bytes, a Bundle of " +
           std::to_string(bounds.entries) + " entries, a header of " + std::to_string(bounds.header) + " bytes.";
}

std::vector<metrics::tally::route> names_of(std::span<const route> routes)
{
    std::vector<metrics::tally::route> names;
    for (const route& one : routes)
        names.push_back({name_of(one.method), one.path});
    return names;
}

std::vector<metrics::tally::finding> findings_of(const mappings::tables& known)
{
    std::vector<metrics::tally::finding> all;
    for (const mappings::finding_row& row : known.findings())
        all.push_back({row.code, row.level});
    for (const fhir::validate::rule_row& row : fhir::validate::all_rules())
        all.push_back({row.code, row.level});
    return all;
}

workers::make_examiner
maker(const server_options& options, const mappings::tables& known, const mappings::policy& weighed)
{
    const examiner::options bounds{
        .release = options.release,
        .max_entries = options.limits.entries,
        .json = {.bytes = options.limits.body},
        .only = options.only,
        .profiles = options.profiles};
    return [bounds, &known, &weighed] { return std::make_unique<examiner>(known, weighed, bounds); };
}

}  // namespace

/// In the order in which they are built; destruction is the other way round.
class server::parts {
public:
    parts(const server_options& options, const mappings::tables& known, const mappings::policy& weighed)
        : counts_{names_of(options.routes), findings_of(known)},
          about_{
              known,
              now_text(),
              describe(options.limits),
              false,
              options.keeping,
              &counts_,
              [this] { return workload_now(); },
              !options.manners.origins.empty()},
          manners_{options.manners},
          make_{maker(options, known, weighed)},
          workers_{options.limits.workers, options.limits.queue, make_},
          shared_{
              options.limits,
              options.hosts,
              options.log_requests,
              manners_,
              about_,
              counts_,
              {options.routes, about_, manners_},
              workers_,
              body_budget{options.limits.body_memory},
              options.tls}
    {
        const unsigned count =
            options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i)
            threads_.push_back(std::make_unique<io_thread>(shared_, make_()));
    }

    asio::io_context& front() { return front_; }

    void start(listener::acceptor open)
    {
        endpoint_ = open.local_endpoint();
        listener_.emplace(std::move(open), std::span{threads_}, shared_);
        for (const auto& one : threads_)
            one->start();
        asio::co_spawn(front_.get_executor(), listener_->run(), asio::detached);
        if (about_.keeping) again_.emplace(*about_.keeping, make_(), shared_.limits.reconsider_time);
        front_thread_ = std::thread{[this] { front_.run(); }};
    }

    asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

    void drain()
    {
        if (about_.draining.exchange(true)) return;
        asio::post(front_, [this] {
            const bool nobody = shared_.connections == 0;
            grace_.expires_after(nobody ? std::chrono::milliseconds{0} : shared_.limits.grace_time);
            grace_.async_wait([this](error_code) { end(); });
        });
    }

    void join()
    {
        if (front_thread_.joinable()) front_thread_.join();
        for (const auto& one : threads_)
            one->join();
        workers_.join();
        again_.reset();
    }

private:
    workload workload_now() const
    {
        const unsigned in_hand = workers_.in_hand();
        const unsigned running = std::min(in_hand, shared_.limits.workers);
        return {shared_.connections, running, in_hand - running};
    }

    void end()
    {
        listener_->close();
        const clock::time_point last = clock::now() + shared_.limits.drain_time;
        for (const auto& one : threads_)
            one->drain(last);
    }

    metrics::tally counts_;
    service about_;
    manners manners_;
    workers::make_examiner make_;
    workers workers_;
    shared shared_;
    std::vector<std::unique_ptr<io_thread>> threads_;
    asio::io_context front_{1};
    timer grace_{front_};
    std::optional<listener> listener_;
    asio::ip::tcp::endpoint endpoint_;
    std::thread front_thread_;
    std::optional<reconsideration> again_;
};

server::server(std::unique_ptr<parts> made) : parts_{std::move(made)}
{
}

server::~server()
{
    drain();
    join();
}

fhir::result<std::unique_ptr<server>>
server::start(const server_options& options, const mappings::tables& known, const mappings::policy& weighed)
{
    auto made = std::make_unique<parts>(options, known, weighed);
    auto open = listener::open(made->front(), options.listen);
    if (!open) return open.error();
    made->start(std::move(*open));
    return std::unique_ptr<server>{new server{std::move(made)}};
}

std::string server::address() const
{
    const auto at = parts_->endpoint();
    const std::string host = at.address().to_string();
    return (at.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(at.port());
}

std::uint16_t server::port() const
{
    return parts_->endpoint().port();
}

void server::drain()
{
    parts_->drain();
}

void server::join()
{
    parts_->join();
}

}  // namespace marrow::adapter::http

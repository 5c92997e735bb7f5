#include "adapter/application.hpp"

#include "adapter/http/server.hpp"
#include "adapter/log.hpp"
#include "adapter/store/keeping.hpp"
#include "adapter/store/open.hpp"
#include "fhir/validate/schema.hpp"

#include <chrono>
#include <csignal>
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace marrow::adapter {

namespace {

/// SIGTERM and SIGINT, kept from all threads that are started while it lives, so that one can wait for them.
class stop_signals {
public:
    stop_signals()
    {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, &before_);
    }
    ~stop_signals() { restore(); }
    stop_signals(const stop_signals&) = delete;

    void wait()
    {
        int which = 0;
        sigwait(&set_, &which);
    }

    /// From now on either ends the process at once, and so does the end of that time. By a handler, since the first
    /// process of a container has no default effect of signals.
    void end_at_the_next_or_after(std::chrono::seconds time)
    {
        for (const int each : {SIGTERM, SIGINT, SIGALRM})
            std::signal(each, end_at_once);
        ::alarm(static_cast<unsigned>(time.count()));
        restore();
    }

private:
    static void end_at_once(int which) { ::_exit(128 + which); }

    void restore() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

    sigset_t set_{};
    sigset_t before_{};
};

/// What is in memory is of patients: it goes into no file, pipe or debugger.
void forbid_core_dumps()
{
    constexpr rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

fhir::result<std::unique_ptr<store::message_store>> open_store(const serve_options& options)
{
    if (options.store.empty()) return std::unique_ptr<store::message_store>{};
    return store::open(options.store, options.key_lifetime, options.keys);
}

int refuse(const fhir::fault& why)
{
    std::cerr << "marrow: " << why.text << std::endl;
    return 2;
}

http::server_options to_server(const serve_options& options, store::keeping* keeping)
{
    return {
        .listen = options.listen,
        .threads = options.threads,
        .hosts = options.hosts,
        .release = options.release,
        .only = options.only,
        .profiles = options.profiles,
        .log_requests = options.log_requests,
        .keeping = keeping,
        .tls = options.tls,
        .limits = options.limits,
        .manners = options.manners,
        .routes = options.routes};
}

}  // namespace

int serve(const serve_options& options, const mappings::tables& known, const mappings::policy& weighed)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (!options.core_dumps) forbid_core_dumps();
    if (options.only != examiner::scope::decision) fhir::validate::schema::make_all();
    stop_signals signals;
    auto opened = open_store(options);
    if (!opened) return refuse(opened.error());
    std::optional<store::keeping> keeping;
    if (*opened) {
        keeping.emplace(**opened, options.basis).request_id_is_key = options.request_id_is_key;
        keeping->key_lifetime = options.key_lifetime;
    }
    const auto started = http::server::start(to_server(options, keeping ? &*keeping : nullptr), known, weighed);
    if (!started) return refuse(started.error());
    http::server& running = **started;
    std::optional<retention> deletes;
    if (keeping && options.stay.any()) deletes.emplace(options.store, options.stay);
    std::cerr << "listening on " << (options.tls ? "https://" : "http://") << running.address() << "/fhir" << std::endl;
    signals.wait();
    constexpr std::chrono::seconds last_words{1};
    const http::limits& bounds = options.limits;
    signals.end_at_the_next_or_after(
        std::chrono::ceil<std::chrono::seconds>(bounds.grace_time + bounds.drain_time) + last_words
    );
    log(log_level::info, {.event = "draining"});
    running.drain();
    deletes.reset();
    running.join();
    log(log_level::info, {.event = "stopped"});
    return 0;
}

}  // namespace marrow::adapter

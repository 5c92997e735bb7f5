#pragma once

#include "adapter/examiner.hpp"
#include "adapter/http/limits.hpp"
#include "adapter/http/manners.hpp"
#include "adapter/http/router.hpp"
#include "adapter/http/tls.hpp"
#include "fhir/fault.hpp"
#include "fhir/validate/validate.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace marrow::adapter::http {

struct server_options {
    std::string listen;              ///< HOST:PORT, [IPv6]:PORT; port 0 takes a free one
    unsigned threads{};              ///< 0: one a core
    std::vector<std::string> hosts;  ///< names a Host header may have, with any port; empty: any
    std::optional<fhir::version> release;
    examiner::scope only{examiner::scope::all};
    const fhir::validate::profiles::library* profiles{};  ///< that resources may claim; null: none is known
    bool log_requests{};
    store::keeping* keeping{};                 ///< null: nothing is kept; must outlive the server
    std::shared_ptr<const tls_context> tls{};  ///< null: plain HTTP
    http::limits limits;
    http::manners manners{};
    std::span<const route> routes{all_routes()};
};

/// Serves from its construction to the end of a drain. Tables, policy, profiles and routes must outlive it.
class server {
public:
    /// Listening when it returns. A fault (usage) when the address is none, or cannot be listened at.
    static fhir::result<std::unique_ptr<server>>
    start(const server_options& options, const mappings::tables& known, const mappings::policy& weighed);

    /// Drains, and waits for it.
    ~server();

    /// HOST:PORT that is listened at.
    std::string address() const;
    std::uint16_t port() const;

    /// Not ready from now on; no new connection after the grace time; what is begun is finished within the drain
    /// time. Returns at once; any thread; more than once.
    void drain();

    /// Waits until the drain has ended.
    void join();

private:
    class parts;
    explicit server(std::unique_ptr<parts> made);

    std::unique_ptr<parts> parts_;
};

}  // namespace marrow::adapter::http

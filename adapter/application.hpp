#pragma once

#include "adapter/examiner.hpp"
#include "adapter/http/limits.hpp"
#include "adapter/http/manners.hpp"
#include "adapter/http/router.hpp"
#include "adapter/http/tls.hpp"
#include "adapter/retention.hpp"
#include "adapter/store/seal.hpp"
#include "fhir/validate/validate.hpp"
#include "fhir/version.hpp"
#include "mappings/tables.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace marrow::adapter {

struct serve_options {
    std::string listen{"127.0.0.1:8080"};  ///< HOST:PORT, [IPv6]:PORT; port 0 takes a free one
    unsigned threads{};                    ///< 0: one a core
    std::vector<std::string> hosts;        ///< names a Host header may have, with any port; empty: any
    std::optional<fhir::version> release;  ///< of bodies whose media type names none; empty: as the elements betray
    examiner::scope only{examiner::scope::all};           ///< what is judged
    const fhir::validate::profiles::library* profiles{};  ///< that resources may claim; null: none is known
    bool log_requests{};                                  ///< one line an answer on standard error
    bool core_dumps{};  ///< a crash may leave a core file, which holds submissions; other processes may look into this
    std::string store;  ///< file; empty: nothing is kept
    std::chrono::milliseconds key_lifetime{std::chrono::hours{24 * 7}};
    store::keyring keys{};                           ///< of a store that is encrypted
    retention::times stay{};                         ///< of what is kept
    bool request_id_is_key{};                        ///< where no other key was sent
    std::string basis;                               ///< fingerprint of tables and policy, kept with what is decided
    std::shared_ptr<const http::tls_context> tls{};  ///< null: plain HTTP
    http::limits limits;
    http::manners manners{};
    std::span<const http::route> routes{http::all_routes()};
};

/// Serves FHIR at http://HOST:PORT/fhir until SIGTERM or SIGINT, then finishes what it has taken on; a second signal,
/// or work that outlasts the drain time, ends the process at once (128 and the number of the signal; SIGALRM). Writes
/// `listening on http://HOST:PORT/fhir` (https with TLS) to standard error when it is ready. Returns the exit status: 0
/// after a drain; 2, with a line on standard error, when it cannot listen there or use the store. Throws, before it
/// listens, when the definitions of FHIR cannot be loaded and are needed. Tables, policy and profiles must outlive the
/// call. Ignores SIGPIPE for the whole process.
int serve(const serve_options& options, const mappings::tables& known, const mappings::policy& weighed);

}  // namespace marrow::adapter

#pragma once

#include "adapter/examiner.hpp"
#include "adapter/preferences.hpp"
#include "adapter/store/keeping.hpp"
#include "fhir/fault.hpp"
#include "fhir/version.hpp"
#include "mappings/tables.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

namespace metrics {
class tally;
}

/// How much a server has in hand.
struct workload {
    std::uint64_t connections{};
    std::uint64_t running{};  ///< large submissions that workers decide
    std::uint64_t waiting{};  ///< large submissions that wait for a worker
};

/// What all operations know. Immutable while the server runs, but for `draining` and the keys in progress.
struct service {
    const mappings::tables& known;
    std::string started;  ///< dateTime with zone: the date of the CapabilityStatement
    std::string bounds;   ///< sentences on what is taken at once, for the CapabilityStatement
    std::atomic<bool> draining{false};
    store::keeping* keeping{};                 ///< null: nothing is kept
    metrics::tally* counts{};                  ///< null: nothing is counted
    std::function<workload()> workload_now{};  ///< empty: nobody knows
    bool scripts_may_ask{};                    ///< of other origins, in browsers
};

/// What a submission is kept with.
struct receipt {
    std::string_view id;      ///< of message and decision; new
    std::int64_t received{};  ///< milliseconds since 1970
    std::string_view request_id;
    std::string_view key;              ///< that its sender gave it; empty: none
    std::string_view sent_request_id;  ///< as it was sent; empty: it was made here
    std::string_view sender;           ///< as the request says; empty: it does not
    std::string_view peer;             ///< address from which it came
    std::uint32_t keys{};              ///< how often the request gave one
};

/// One request, free of its transport.
struct question {
    std::string_view body;
    std::string_view type;                 ///< the resource type the route is about; empty: whatever comes
    std::string_view query;                ///< of the URL, percent-encoded, with the form that the body is
    std::optional<fhir::version> release;  ///< that the sender names; empty: as the elements betray
    bool pretty{};
    std::string_view id;  ///< of the request, for OperationOutcome.id
    examiner& with;
    const service& of;
    receipt kept_as{};
    std::string_view instance{};  ///< the id in the path, where the route has one
    std::string_view version{};   ///< the same of the version
    std::string_view accept{};    ///< for an operation that writes no FHIR
    preferences prefer{};
};

/// What stands beside the resource that an operation wrote.
struct reply {
    std::uint16_t status{200};
    fhir::version release{fhir::version::r4};
    std::uint32_t errors{};                     ///< issues of severity error or fatal
    std::string place{};                        ///< path of the resource, where it has one of its own
    std::uint32_t version{};                    ///< of a resource that is kept; 0: it is not
    bool replayed{};                            ///< it is what was answered before
    std::unique_ptr<store::pending> to_keep{};  ///< before anything is answered
    std::string_view media_type{};              ///< a literal, of what is no FHIR; empty: a resource
    bool refused{};                             ///< it was decided, and nothing of it was done
    std::int64_t modified{};                    ///< of what is kept, milliseconds since 1970; 0: it is not
};

/// Appends the resource to `out`. After a fault, what stands in `out` is void. Called on one thread at a time for
/// each examiner. Throws only when an invariant is broken, or memory is short.
using operation = fhir::result<reply> (*)(const question&, std::string& out);

/// 422 when there are errors. With a store: to be kept before it is answered; a submission whose key is known gets the
/// answer that was kept, a fault (key_reused) when the body is another, or (in_progress) when it is not decided yet.
fhir::result<reply> submit(const question& asked, std::string& out);

/// GET [base]/OperationOutcome/ID: the last decision of a submission, as it was kept; with /_history/N the one of that
/// number, the first being what was answered.
fhir::result<reply> read_decision(const question& asked, std::string& out);

/// GET [base]/OperationOutcome/ID/_history: a Bundle of all decisions of a submission, the last one first.
fhir::result<reply> history_of_decision(const question& asked, std::string& out);

/// GET [base]/OperationOutcome?... or POST [base]/OperationOutcome/_search, so that no identifier stands in a URL: a
/// page of the last decisions of submissions, the newest first. A parameter that is not known is a fault (usage),
/// unless it is asked to be lenient.
fhir::result<reply> search_decisions(const question& asked, std::string& out);

/// GET [base]/Claim/ID and its like: the submission as it was sent, under the id that it was given here; else
/// read_entry().
fhir::result<reply> read_submission(const question& asked, std::string& out);

/// GET [base]/TYPE/ID: a resource that an entry of a Bundle brought, under the id that it was given here or put to, its
/// references leading to where its neighbours were put.
fhir::result<reply> read_entry(const question& asked, std::string& out);

/// The same of the submission in the body, which is being kept under the id `instance` now.
fhir::result<reply> write_submission(const question& asked, std::string& out);

fhir::result<reply> validate(const question& asked, std::string& out);       ///< $validate: 200 whatever was found
fhir::result<reply> cpt_lines(const question& asked, std::string& out);      ///< $cpt-lines
fhir::result<reply> point_to_base(const question& asked, std::string& out);  ///< POST [base]/Bundle: never right
fhir::result<reply> capabilities(const question& asked, std::string& out);   ///< metadata
fhir::result<reply> finding_code_system(const question& asked, std::string& out);
fhir::result<reply> structure_code_system(const question& asked, std::string& out);
fhir::result<reply> search_code_systems(const question& asked, std::string& out);
fhir::result<reply> alive(const question& asked, std::string& out);
fhir::result<reply>
ready(const question& asked, std::string& out);  ///< busy while draining, or when the store cannot write

/// Metrics of the server: OpenMetrics, or the text format of Prometheus where text/plain is accepted before it.
fhir::result<reply> measurements(const question& asked, std::string& out);

}  // namespace marrow::adapter

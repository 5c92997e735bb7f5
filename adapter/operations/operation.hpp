#pragma once

#include "adapter/examiner.hpp"
#include "adapter/store/keeping.hpp"
#include "fhir/fault.hpp"
#include "fhir/version.hpp"
#include "mappings/tables.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What all operations know. Immutable while the server runs, but for `draining` and the keys in progress.
struct service {
    const mappings::tables& known;
    std::string started;  ///< dateTime with zone: the date of the CapabilityStatement
    std::string bounds;   ///< sentences on what is taken at once, for the CapabilityStatement
    std::atomic<bool> draining{false};
    store::keeping* keeping{};  ///< null: nothing is kept
};

/// What a submission is kept with.
struct receipt {
    std::string_view id;      ///< of message and decision; new
    std::int64_t received{};  ///< milliseconds since 1970
    std::string_view request_id;
    std::string_view key;  ///< that its sender gave it; empty: none
};

/// One request, free of its transport.
struct question {
    std::string_view body;
    std::string_view type;                 ///< the resource type the route is about; empty: whatever comes
    std::string_view query;                ///< of the URL, percent-encoded
    std::optional<fhir::version> release;  ///< that the sender names; empty: as the elements betray
    bool pretty{};
    std::string_view id;  ///< of the request, for OperationOutcome.id
    examiner& with;
    const service& of;
    receipt kept_as{};
    std::string_view instance{};  ///< the id in the path, where the route has one
};

/// What stands beside the resource that an operation wrote.
struct reply {
    std::uint16_t status{200};
    fhir::version release{fhir::version::r4};
    std::uint32_t errors{};                     ///< issues of severity error or fatal
    std::string decision{};                     ///< id of the kept decision that the resource is
    bool replayed{};                            ///< it is what was answered before
    std::unique_ptr<store::pending> to_keep{};  ///< before anything is answered
};

/// Appends the resource to `out`. After a fault, what stands in `out` is void. Called on one thread at a time for
/// each examiner. Throws only when an invariant is broken, or memory is short.
using operation = fhir::result<reply> (*)(const question&, std::string& out);

/// 422 when there are errors. With a store: to be kept before it is answered; a submission whose key is known gets the
/// answer that was kept, a fault (key_reused) when the body is another, or (in_progress) when it is not decided yet.
fhir::result<reply> submit(const question& asked, std::string& out);

/// GET [base]/OperationOutcome/ID: what was answered, as it was kept.
fhir::result<reply> read_decision(const question& asked, std::string& out);

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

}  // namespace marrow::adapter

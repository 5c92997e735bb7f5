#pragma once

#include "adapter/examiner.hpp"
#include "fhir/fault.hpp"
#include "fhir/version.hpp"
#include "mappings/tables.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What all operations know. Immutable while the server runs, but for `draining`.
struct service {
    const mappings::tables& known;
    std::string started;  ///< dateTime with zone: the date of the CapabilityStatement
    std::string bounds;   ///< sentences on what is taken at once, for the CapabilityStatement
    std::atomic<bool> draining{false};
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
};

/// What stands beside the resource that an operation wrote.
struct reply {
    std::uint16_t status{200};
    fhir::version release{fhir::version::r4};
    std::uint32_t errors{};  ///< issues of severity error or fatal
};

/// Appends the resource to `out`. After a fault, what stands in `out` is void. Called on one thread at a time for
/// each examiner. Throws only when an invariant is broken, or memory is short.
using operation = fhir::result<reply> (*)(const question&, std::string& out);

fhir::result<reply> submit(const question& asked, std::string& out);         ///< 422 when there are errors
fhir::result<reply> validate(const question& asked, std::string& out);       ///< $validate: 200 whatever was found
fhir::result<reply> cpt_lines(const question& asked, std::string& out);      ///< $cpt-lines
fhir::result<reply> point_to_base(const question& asked, std::string& out);  ///< POST [base]/Bundle: never right
fhir::result<reply> capabilities(const question& asked, std::string& out);   ///< metadata
fhir::result<reply> finding_code_system(const question& asked, std::string& out);
fhir::result<reply> structure_code_system(const question& asked, std::string& out);
fhir::result<reply> search_code_systems(const question& asked, std::string& out);
fhir::result<reply> alive(const question& asked, std::string& out);
fhir::result<reply> ready(const question& asked, std::string& out);  ///< busy while draining

}  // namespace marrow::adapter

#pragma once

#include "adapter/store/keeping.hpp"
#include "fhir/fault.hpp"
#include "fhir/form.hpp"
#include "fhir/version.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// What the header of an answer says. The body is FHIR unless a media type is named.
struct answer {
    std::uint16_t status{200};
    fhir::version release{fhir::version::r4};
    fhir::form form{fhir::form::json};
    bool decided{true};                         ///< false: a fault, so that nothing was decided
    bool refused{};                             ///< it was decided, and nothing of it was done
    std::uint32_t errors{};                     ///< issues of severity error or fatal
    std::string allow{};                        ///< for 405
    std::string location{};                     ///< of the resource that the body is; empty: it has no place of its own
    std::uint32_t version{};                    ///< of the resource, for its ETag; 0: it has none
    std::int64_t modified{};                    ///< milliseconds since 1970; 0: nobody knows
    bool replayed{};                            ///< it is what was answered before
    std::unique_ptr<store::pending> to_keep{};  ///< before the answer goes out
    std::string_view media_type{};              ///< a literal; then nothing of FHIR is said
    std::string fields{};                       ///< more of the header: of each, CRLF, name, colon, space and value
};

/// The one table from the kind of a fault to a status.
std::uint16_t status_of(fhir::fault_kind kind);

/// Appends the OperationOutcome of a fault, and gives the header that goes with it. A status of 0: that of the table.
answer
write_fault(const fhir::fault& failed, std::string_view id, bool pretty, std::string& out, std::uint16_t status = 0);

/// What the connection adds to the header.
struct envelope {
    std::string_view id;
    std::string_view date;
    std::size_t length{};
    std::chrono::seconds keep_alive{};  ///< 0: the connection is closed after the answer
    std::string_view echo{};            ///< fields in the form of answer::fields
};

/// Adds a field to those of an answer.
void add_field(answer& to, std::string_view name, std::string_view value);

/// Appends status line and fields, with the empty line.
void write_head(const answer& given, const envelope& sent_in, std::string& out);

/// The request id in the form of a FHIR id.
std::string fhir_id(std::string_view request_id);

}  // namespace marrow::adapter::http

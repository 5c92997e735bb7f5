#pragma once

#include "adapter/examiner.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace marrow::adapter {

/// What a decision says of an item of a Claim.
enum class verdict : std::uint8_t {
    certified,  ///< accepted, or nothing speaks against it
    refused,    ///< an error counts against it
    pended,     ///< the same, and a document would mend it
    unread      ///< no line could be made of it
};

/// An issue of severity warning or worse.
struct told_note {
    const fhir::json::value* issue{};  ///< of the OperationOutcome
    const fhir::json::value* item{};   ///< of the Claim, that it counts against; null: of the whole
    bool is_error{};
};

struct adjudicated_item {
    static constexpr std::size_t most_notes = 64;

    const fhir::json::value* item{};
    verdict how{};
    std::vector<std::size_t> notes;  ///< places in adjudication::notes, the first most_notes
};

struct adjudication {
    std::vector<adjudicated_item> items;  ///< of the Claim, in its order
    std::vector<told_note> notes;         ///< in the order of the outcome
    bool has_errors{};
};

/// Reads from the OperationOutcome of a submission what it says of the items of one of its claims: judges nothing by
/// itself. An error counts against the item in which its first expression lies, or whose pointers and Procedures lead
/// to it; one about the primary against the add-on line.
adjudication adjudicate(
    const examiner& with, const examiner::reading& of, const fhir::resource& claim, const fhir::json::document& outcome
);

}  // namespace marrow::adapter

#pragma once

#include "fhir/issue.hpp"
#include "fhir/submission.hpp"
#include "mappings/earlier_line.hpp"
#include "mappings/line.hpp"
#include "mappings/tables.hpp"

#include <span>
#include <vector>

namespace marrow::mappings {

struct decision {
    std::vector<line> lines;          ///< in the order of the submission
    std::vector<fhir::issue> issues;  ///< never empty; ordered by place, then code; capped by the policy

    /// Names (fhir/names.hpp) of the Claims and Procedures of earlier lines that findings speak of.
    std::vector<std::string> speaks_of{};
};

/// The one way from a parsed submission to its decision; every face of Marrow calls it. Pure: no I/O, no clock,
/// no state. The decision refers to the submission, the tables and the policy. `broken` are the elements with an error
/// of structure, where somebody looked for such: what rests on one of them is not accepted. `history` are lines kept
/// from earlier messages of the same sender (lines_to_keep), in any order; those of other patients are passed over.
decision decide(
    const fhir::submission& of,
    const tables& known,
    const policy& weighed,
    std::span<const fhir::json::value* const> broken = {},
    std::span<const earlier_line> history = {}
);

/// Whether a decision says of the line that it is accepted, or why it is not.
bool is_watched(const line& one, const tables& known, const policy& weighed);

/// The lines alone.
std::vector<line> lines_of(const fhir::submission& of, const tables& known);

}  // namespace marrow::mappings

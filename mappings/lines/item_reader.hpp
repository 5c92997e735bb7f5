#pragma once

#include "mappings/lines/sources.hpp"

#include <optional>
#include <vector>

namespace marrow::mappings {

/// Appends the lines of one Claim.item: the item's own, or those of its coded leaves. Remarks dangling pointers.
/// They are still to be finished.
void read_item(
    const fhir::json::value& item,
    const claim_desk& claim,
    std::uint32_t claim_number,
    line_desk& desk,
    std::vector<line>& lines
);

/// Sets what depends on the Procedures behind the line.
void finish_line(line& made, const claim_desk& claim, line_desk& desk);

/// The line of a Procedure that stands behind no item; none when it has no code.
std::optional<line> read_procedure(const fhir::resource& procedure, line_desk& desk);

}  // namespace marrow::mappings

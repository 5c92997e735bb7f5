#pragma once

#include "mappings/lines/procedure_pool.hpp"
#include "mappings/lines/sources.hpp"

#include <optional>
#include <vector>

namespace marrow::mappings {

/// Appends the lines of one Claim.item: the item's own, or those of its coded leaves. Remarks dangling pointers.
void read_item(
    const fhir::json::value& item,
    const claim_desk& claim,
    std::uint32_t claim_number,
    line_desk& desk,
    procedure_pool& pool,
    std::vector<line>& lines
);

/// The line of a Procedure that stands behind no item; none when it has no code.
std::optional<line> read_procedure(const fhir::resource& procedure, line_desk& desk);

}  // namespace marrow::mappings

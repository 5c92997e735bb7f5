#pragma once

#include "adapter/operations/adjudication.hpp"
#include "adapter/operations/claim_response.hpp"
#include "fhir/json/write.hpp"

#include <string_view>

namespace marrow::adapter {

/// Writes the ClaimResponse of one Claim.
void write_response(
    fhir::json::writer& to,
    const examiner::reading& sent,
    const fhir::resource& claim,
    const fhir::json::document& outcome,
    const adjudication& made,
    const decided_claim& of
);

/// Writes the profile of PAS that an answer is of, where the Bundle that was sent names its own.
void write_profile(fhir::json::writer& out, const fhir::json::value& sent, std::string_view profile);

}  // namespace marrow::adapter

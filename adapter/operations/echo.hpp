#pragma once

#include "fhir/json/write.hpp"
#include "fhir/submission.hpp"

#include <vector>

namespace marrow::adapter {

/// Writes for an answer where a reference of the Claim leads: by the fullUrl of an entry; for what is contained, by its
/// identifier; else as it was sent. What is not there is said to be absent.
void write_response_reference(
    fhir::json::writer& out, const fhir::submission& in, const fhir::resource& claim, const fhir::json::value& reference
);

/// The entries with a fullUrl that the answer to a Claim refers to, and what they refer to, in the order sent.
std::vector<const fhir::entry*> entries_spoken_of(const fhir::submission& in, const fhir::resource& claim);

}  // namespace marrow::adapter

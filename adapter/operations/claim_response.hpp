#pragma once

#include "adapter/examiner.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// A decision as it was made: of these a ClaimResponse is a rendering, the same at each time.
struct decided_claim {
    std::string_view body;     ///< a Claim, or a Bundle that begins with one
    std::string_view outcome;  ///< the OperationOutcome, in JSON
    fhir::version release{};
    std::string_view sender{};
    std::string_view id;  ///< of the decision
    std::int64_t made{};  ///< milliseconds since 1970
    bool is_kept{};       ///< so that [base] has the Claim under this id
};

/// The Claim that a ClaimResponse is for: the submission itself, or its first entry. A fault (not_fhir) where it is
/// another resource, or lacks what a ClaimResponse must repeat of it.
fhir::result<fhir::resource> claim_of(const fhir::submission& of);

/// Appends the ClaimResponse.
fhir::result<void> write_claim_response(examiner& with, const decided_claim& of, bool pretty, std::string& out);

/// The same where a Claim was submitted; where a Bundle was, a Bundle of type collection that begins with it and has of
/// the entries sent those that it refers to, and those that they refer to, as they were sent.
fhir::result<void> write_submit_answer(examiner& with, const decided_claim& of, bool pretty, std::string& out);

}  // namespace marrow::adapter

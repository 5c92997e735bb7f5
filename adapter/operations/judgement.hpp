#pragma once

#include "adapter/operations/payload.hpp"

#include <span>
#include <string>

namespace marrow::adapter {

/// Writes the OperationOutcome of a decision. The status is 200.
reply write_judgement(const question& asked, const payload& about, const mappings::decision& made, std::string& out);

/// Decides with what the store has, if there is one, the root held against the profiles too, and writes the
/// OperationOutcome. The status is 200.
fhir::result<reply>
judge(const question& asked, payload& about, std::string& out, std::span<const std::string> profiles = {});

}  // namespace marrow::adapter

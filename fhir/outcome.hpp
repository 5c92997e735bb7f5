#pragma once

#include "fhir/fault.hpp"
#include "fhir/issue.hpp"
#include "fhir/json/write.hpp"

#include <span>
#include <string>
#include <string_view>

namespace marrow::fhir {

/// Writes one OperationOutcome in the shape of the HL7 validator's: severity, code, details (coding, text),
/// diagnostics, expression, and the extensions for line, column, source and message id. There must be at least one
/// issue. `of` is the document the issues' elements belong to. An empty id is left out.
void write_outcome(
    json::writer& out, std::span<const issue> issues, const json::document& of, std::string_view id = {}
);

/// The same for a fault, as a single issue; its severity is fatal for malformed input, otherwise error.
void write_outcome(json::writer& out, const fault& failed, std::string_view id = {});

/// Puts an issue at the end of an OperationOutcome that was written here, in its form. It is about no element.
void append_issue(std::string& outcome, const issue& one);

/// The issue-type code of a fault ("structure", "not-found", "throttled", ...).
std::string_view issue_type_of(fault_kind kind);

}  // namespace marrow::fhir

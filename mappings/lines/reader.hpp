#pragma once

#include "fhir/submission.hpp"
#include "mappings/findings.hpp"
#include "mappings/line.hpp"
#include "mappings/tables.hpp"

#include <vector>

namespace marrow::mappings {

struct line_reading {
    std::vector<line> lines;      ///< by claim in order of the submission, then those of Procedures
    std::vector<remark> remarks;  ///< codes, maps, pointers, sequences, guesses, Procedures that make no line
};

/// The lines of a submission: each item of an active Claim (or its coded leaves), and each performed Procedure that
/// stands behind no item. What was received earlier can stand behind lines, and makes none.
line_reading read_lines(const fhir::submission& of, const tables& known);

/// Procedure.status says that it was performed; `stopped` counts, and so does none at all.
bool was_performed(const fhir::resource& procedure);

}  // namespace marrow::mappings

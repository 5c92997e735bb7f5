#pragma once

#include "mappings/checks/context.hpp"
#include "mappings/documents/document.hpp"

#include <vector>

namespace marrow::mappings {

/// What a document is worth by itself, whatever line asks.
struct judgement {
    bool is_sound{};               ///< not withdrawn, has content, and its data agree with hash and size
    bool is_enough{};              ///< of an accepted type, or of none
    bool is_evidence{};            ///< its text may be looked into
    std::vector<attachment> read;  ///< the attachments whose data are whole and of a format that is read
};

/// Tells documentation-withdrawn, -not-final, -wrong-type, -empty, -altered and -not-read; `about` words them.
judgement judge(const document& of, context& with, const values& about);

/// Whether the document is of the line's patient; tells documentation-for-another-patient.
bool is_of_patient(const document& of, const line& asked, context& with);

/// Tells documentation-outside-service-dates.
void judge_dates(const document& of, const line& asked, context& with);

}  // namespace marrow::mappings

#pragma once

#include "mappings/documents/library.hpp"

#include <vector>

namespace marrow::mappings {

/// Tells what of the five things is documented nowhere, site-suggests-other-code and device-prefabricated; notes in
/// `add_on.said_by` where each was found. Texts are opened only while something is missing.
void check_evidence(add_on_line& add_on, const std::vector<exhibit>& shown, context& with, text_library& texts);

}  // namespace marrow::mappings

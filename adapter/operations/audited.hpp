#pragma once

#include "adapter/operations/operation.hpp"

#include <string>

namespace marrow::adapter {

/// Puts into the audit that this is given out to whoever asked, by its path: /fhir/Claim/ID. A fault (busy)
/// when it cannot be: then nothing is to be given.
fhir::result<void> note_read(const question& asked, std::string_view place);

/// The same for a search with its parameters, and how many it found. None of them is an identifier as it was sent.
fhir::result<void> note_search(const question& asked, std::string query, std::size_t found);

}  // namespace marrow::adapter

#pragma once

#include "adapter/operations/operation.hpp"

#include <span>
#include <string>

namespace marrow::adapter {

/// Puts into the audit that this is given out to whoever asked, by its path: /fhir/Claim/ID, with the patients of the
/// message. A fault (busy) when it cannot be: then nothing is to be given.
fhir::result<void> note_read(const question& asked, std::string_view place, const std::string& message);

/// The same for a search with its parameters, and the messages that it found. None of the parameters is an identifier
/// as it was sent.
fhir::result<void> note_search(const question& asked, std::string query, std::span<const std::string> found);

/// Puts into the audit that a submission was answered with this status and not kept. Nothing of it is told but the type
/// of its route; where refusals come faster than they are taken down, how many.
void note_refusal(const service& of, const receipt& as, std::string_view type, std::uint16_t status);

}  // namespace marrow::adapter

#pragma once

#include "fhir/json/value.hpp"
#include "fhir/submission.hpp"

#include <span>
#include <string_view>

namespace marrow::fhir {

/// The codings of a CodeableConcept, or of the concept of a CodeableReference (R5); the first 32 of more.
std::span<const json::value> codings_of(const json::value& concept_or_reference);

/// The text of a CodeableConcept, or of the concept of a CodeableReference (R5).
std::string_view text_of(const json::value& concept_or_reference);

/// Whether two elements speak of one resource: their references resolve to the same one (or to two versions of it), or
/// an identifier with system and value agrees (of the references themselves, or of the resources they lead to), or,
/// where one of them does not resolve, they are the same URL once base and version are set aside; of two senders, the
/// same location (names.hpp). A #fragment that does not resolve is the same within one entry alone.
bool same_thing(
    const submission& within, const json::value& a, const resource& a_from, const json::value& b, const resource& b_from
);

/// Whether two resources (or Reference elements) share an identifier with system and value. Looked at are the first 64
/// identifiers of each; a longer one than submission::longest_identifier agrees with none.
bool share_an_identifier(const json::value& a, const json::value& b);

}  // namespace marrow::fhir

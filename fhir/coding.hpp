#pragma once

#include "fhir/json/value.hpp"
#include "fhir/submission.hpp"

#include <optional>
#include <string_view>

namespace marrow::fhir {

/// The codings of a CodeableConcept, or of the concept of a CodeableReference (R5).
std::span<const json::value> codings_of(const json::value& concept_or_reference);

/// Whether two elements speak of one resource: their references resolve to the same one, or are the same text, or an
/// identifier with system and value agrees (of the references themselves, or of the resources they lead to).
bool same_thing(
    const submission& within, const json::value& a, const resource& a_from, const json::value& b, const resource& b_from
);

/// Whether two resources (or Reference elements) share an identifier with system and value.
bool share_an_identifier(const json::value& a, const json::value& b);

}  // namespace marrow::fhir

#pragma once

#include "fhir/json/value.hpp"
#include "mappings/documents/text/reader.hpp"

namespace marrow::mappings {

/// Appends what a resource says in words: its narrative, sections, conclusion, notes and answers; of a Bundle, what its
/// Compositions say. Attachments are not opened.
void append_resource(const fhir::json::value& resource, const tables& known, extracted& out);

/// Whether a narrative (or any XHTML) says anything between its tags.
bool has_words(std::string_view html);

/// Whether a section says anything, itself or in one of its sections.
bool has_words(const fhir::json::value& section);

/// Whether a CodeableConcept names a section of indications.
bool is_indications(const fhir::json::value& concept_, const tables& known);

}  // namespace marrow::mappings

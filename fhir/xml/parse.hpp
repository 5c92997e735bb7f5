#pragma once

#include "fhir/fault.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <string_view>

namespace marrow::fhir::xml {

/// Parses a resource in XML (xml.html) into the tree that its JSON would give: lists where the release has lists,
/// numbers and booleans by type with their text, `_name` beside a primitive with id or extensions, the narrative as its
/// text. A value lies where its element begins, an attribute where its name does.
/// Refused, with the position: what is not well formed, not UTF-8 or no character of XML, a document type, a processing
/// instruction, an entity beyond the five, text between elements, another namespace, an attribute that FHIR has not, an
/// attribute twice, elements of one name that stand apart, depth over the limit. An element that the release does not
/// have is read as it comes: validation tells of it. Comments are passed over. Time and memory are linear in the input,
/// the stack is bounded by the depth. The input and the arena must outlive the document.
result<json::document>
parse(std::string_view input, json::arena& memory, version release, const json::limits& bounds = {});

}  // namespace marrow::fhir::xml

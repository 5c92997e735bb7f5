#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace marrow::fhir::xml {

/// An element of XHTML whose namespace is declared outside of it, as a document of its own: names without prefix, and
/// the namespace declared on it. References stay as they are.
std::string as_own_document(const pugi::xml_node& of);

/// Appends the div of a narrative. What is none that XML can hold becomes the text of one.
void append_div(std::string& out, std::string_view xhtml);

}  // namespace marrow::fhir::xml

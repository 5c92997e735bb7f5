#pragma once

#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <string>
#include <string_view>

namespace marrow::fhir::xml {

/// Appends a resource as XML (xml.html), elements in the order in which the release defines them, without space or
/// indented by two. Members that the release does not have follow those that it has; one whose name or content XML
/// cannot hold is left out. What parse() made comes out as it was, but for spelling.
void write(std::string& out, const json::document& of, version release, bool pretty = false);

/// The same of a resource that was written here. Throws broken_invariant when it is no JSON.
std::string from_json(std::string_view json, version release, bool pretty = false);

}  // namespace marrow::fhir::xml

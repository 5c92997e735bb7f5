#pragma once

#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <string_view>

namespace marrow::fhir::validate {

/// How a primitive type stands in JSON, and what its texts may be (datatypes.html#primitive).
struct primitive {
    std::string_view type;
    json::kind as;                          ///< boolean, number or string
    bool (*allows)(std::string_view text);  ///< of a text that is not empty
    std::string_view form;                  ///< in words, for the reader of an issue
};

/// Null for a type that is not known here.
const primitive* primitive_named(std::string_view type, version release);

/// Those below the space other than tab, line feed and carriage return.
bool has_control_characters(std::string_view text);

}  // namespace marrow::fhir::validate

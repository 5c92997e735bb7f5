#pragma once

#include <string_view>

namespace marrow::fhir {

/// A file that fhir/embed.cmake put into the binary.
struct embedded_file {
    std::string_view name;  ///< "add-on-edits.csv"
    std::string_view bytes;
};

}  // namespace marrow::fhir

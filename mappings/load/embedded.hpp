#pragma once

#include <span>
#include <string_view>

namespace marrow::mappings {

struct embedded_file {
    std::string_view name;   ///< "add-on-edits.csv"
    std::string_view bytes;  ///< as in mappings/tables
};

/// The files of mappings/tables, part of the binary, by name.
std::span<const embedded_file> embedded_files();

}  // namespace marrow::mappings

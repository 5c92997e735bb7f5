#pragma once

#include "mappings/earlier_line.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// A line as a store keeps it, with what its message replaces.
struct kept_line {
    mappings::earlier_line line;
    std::vector<std::string> replaces;
};

/// As JSON.
std::string text_of(const mappings::earlier_line& line, std::span<const std::string> replaces);

/// None when the text is not of text_of().
std::optional<kept_line> kept_line_from(std::string_view text);

}  // namespace marrow::adapter

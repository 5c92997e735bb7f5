#pragma once

#include <cstddef>
#include <string_view>

namespace marrow::mappings {

/// Whether the deflated streams of a PDF, and those deflated within them, unfold to at most so many bytes together.
/// Poppler has no bound of its own, and a thousandfold is easily hidden. Costs what it unfolds.
bool unfolds_within(std::string_view pdf, std::size_t most);

}  // namespace marrow::mappings

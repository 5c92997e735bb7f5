#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// Words that a mistyped one may stand for: those that contain it or differ by a few letters, nearest first.
std::vector<std::string> nearest(std::string_view typed, std::span<const std::string> known, std::size_t most);

}  // namespace marrow::adapter

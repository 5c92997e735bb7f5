#pragma once

#include <cstdint>
#include <string_view>

namespace marrow::mappings {

/// Whether two URIs of code systems differ in no more than http or https, case, and one slash at the end.
bool look_alike(std::string_view a, std::string_view b);

/// A hash that is equal for URIs that look alike.
std::uint64_t look_of(std::string_view uri);

}  // namespace marrow::mappings

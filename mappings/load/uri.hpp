#pragma once

#include <string_view>

namespace marrow::mappings {

/// Orders URIs of code systems without regard to http or https, to case, and to one slash at the end.
/// Negative, zero or positive; allocates nothing.
int compare_uris(std::string_view a, std::string_view b);

}  // namespace marrow::mappings

#pragma once

#include <string_view>

namespace marrow::adapter {

/// The version of this build, as in CMakeLists.txt.
std::string_view version();

}  // namespace marrow::adapter

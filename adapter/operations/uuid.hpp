#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// A UUID (version 8 of RFC 9562) that follows from these, so that what is written again has the same.
std::string uuid_of(std::string_view kind, std::string_view id, std::uint32_t number = 0);

}  // namespace marrow::adapter

#pragma once

#include "adapter/http/request.hpp"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// As HTTP writes it: Tue, 01 Dec 2026 00:54:51 GMT.
std::string http_date(std::time_t at);

/// Whether who asks has it already: by If-None-Match, or else by If-Modified-Since. A version of 0 and a time of 0
/// (seconds since 1970) are none.
bool is_unchanged(const request& asked, std::uint32_t version, std::time_t modified);

/// A version of what has none but its bytes; never 0.
std::uint32_t version_of(std::string_view bytes);

}  // namespace marrow::adapter::http

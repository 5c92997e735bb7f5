#pragma once

#include "adapter/operations/operation.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What a GET is answered with.
struct sight {
    std::uint16_t status{};
    std::uint32_t version{};  ///< 0: it has none
    std::string resource;     ///< of a failure, the OperationOutcome
};

/// A GET of a URL relative to the base, as if it had been asked by itself; `at` is the FHIRPath of what asks. What
/// `asked.with` has read before is gone then.
sight look_at(std::string_view url, const question& asked, std::string at);

}  // namespace marrow::adapter

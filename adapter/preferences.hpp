#pragma once

#include <cstdint>

namespace marrow::adapter {

/// What a sender would rather have (RFC 7240, and http.html#ops of FHIR).
struct preferences {
    enum class returned : std::uint8_t { unsaid, minimal, representation, outcome };
    enum class handling : std::uint8_t { unsaid, lenient, strict };

    returned what{};
    handling how{};  ///< of parameters that are not known
};

}  // namespace marrow::adapter

#pragma once

#include "adapter/operations/payload.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// How a submission ended, before a face says it in words of its own.
struct settled {
    reply answer;         ///< 422 when there are errors
    std::string id;       ///< of message and decision
    std::int64_t made{};  ///< when it was decided, milliseconds since 1970
};

/// The answer that is kept under a key, for what came under it now with this hash; a fault (key_reused) when that is
/// something else.
fhir::result<reply>
replay(const question& asked, const store::keyed& found, const store::digest& hash, std::string& out);

/// What submit() does, for a face that answers otherwise: decides what was read and appends the OperationOutcome, or
/// finds what was decided before. Keys of one route are none of another.
fhir::result<settled> settle(
    const question& asked,
    payload& about,
    std::string_view route,
    const std::optional<store::digest>& key_of_body,
    std::string& outcome
);

}  // namespace marrow::adapter

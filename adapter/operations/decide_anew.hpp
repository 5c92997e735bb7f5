#pragma once

#include "adapter/examiner.hpp"
#include "adapter/store/keeping.hpp"

#include <cstdint>

namespace marrow::adapter {

/// Decides a message that is kept once more, with what has come since. The revision has a decision only where that
/// says something else than the last one. A fault when the message is not there any more, cannot be read, or the store
/// cannot.
fhir::result<store::revision>
decide_anew(examiner& with, const store::keeping& by, const store::due& of, std::int64_t now);

}  // namespace marrow::adapter

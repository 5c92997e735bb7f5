#pragma once

#include "adapter/operations/interactions.hpp"
#include "adapter/store/keeping.hpp"

#include <vector>

namespace marrow::adapter {

/// What nobody else must change until the answer is kept.
using claims = std::vector<store::keys_in_progress::claim>;

/// Looks up what the interactions of a submission depend on: ifNoneExist, whether a PUT creates, and in a transaction
/// its conditional references. What cannot be met is refused; what exists already has its location. `by` may be null:
/// then nothing is known. A fault is in_progress where another Bundle that is being kept depends on the same, or
/// too_large.
fhir::result<claims> meet_conditions(interactions& all, const fhir::submission& of, store::keeping* by);

}  // namespace marrow::adapter

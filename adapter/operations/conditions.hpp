#pragma once

#include "adapter/operations/interactions.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter {

/// Looks up what the interactions of a submission depend on: ifNoneExist, whether a PUT creates, and in a transaction
/// its conditional references. What cannot be met is refused; what exists already has its location. `in` may be null:
/// then nothing is known.
fhir::result<void> meet_conditions(interactions& all, const fhir::submission& of, store::message_store* in);

}  // namespace marrow::adapter

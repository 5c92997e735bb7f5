#pragma once

#include "adapter/store/seal.hpp"
#include "adapter/store/store.hpp"

#include <memory>

namespace marrow::adapter::store {

/// A store whose bodies, outcomes and lines are sealed on their way into `inner` and opened on their way out; without a
/// key they stay as they are. What does not open is a fault (internal): nothing of it is given. In the audit patients
/// have pseudonyms by the secret.
std::unique_ptr<message_store> sealed(std::unique_ptr<message_store> inner, keyring by, const digest& secret);

}  // namespace marrow::adapter::store

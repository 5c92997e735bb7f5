#pragma once

#include "adapter/store/seal.hpp"
#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace marrow::adapter::store {

/// Opens the store of a name: a file of SQLite, or the address of a database (postgresql://...). It is made, or brought
/// up to date, if need be. A key of a sender holds for `key_lifetime`. With a key of the store, what is kept from now
/// on is sealed. A fault (usage) when something in it is sealed by a key that is not there.
fhir::result<std::unique_ptr<message_store>>
open(const std::string& name, std::chrono::milliseconds key_lifetime, const keyring& by = {});

/// That it is there and of this version, without a change to it. A fault as of upkeep.hpp.
fhir::result<void> verify(const std::string& name);

}  // namespace marrow::adapter::store

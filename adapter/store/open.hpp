#pragma once

#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace marrow::adapter::store {

/// Opens the store of a name: a file of SQLite, or the address of a database (postgresql://...). It is made, or brought
/// up to date, if need be. A key holds for `key_lifetime`.
fhir::result<std::unique_ptr<message_store>> open(const std::string& name, std::chrono::milliseconds key_lifetime);

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace marrow::adapter::store {

struct sqlite_options {
    std::string path;  ///< of the file; beside it stand PATH-wal and PATH-shm while it is in use
    std::chrono::milliseconds key_lifetime{std::chrono::hours{24 * 7}};
};

/// Opens a store in one file of SQLite, makes the file (readable for its owner alone) where there is none, and brings
/// its schema up to date. A fault when that cannot be, or when the schema is newer than this program or was altered.
fhir::result<std::unique_ptr<message_store>> open_sqlite(const sqlite_options& by);

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace marrow::adapter::store {

struct postgres_options {
    std::string address;  ///< postgresql://...
    std::chrono::milliseconds key_lifetime{std::chrono::hours{24 * 7}};
};

/// Opens a store in the schema `marrow` of a database of PostgreSQL and brings it up to date. Several processes may
/// share it. A fault when that cannot be, or when the schema is newer than this program or is not Marrow's.
fhir::result<std::unique_ptr<message_store>> open_postgres(const postgres_options& by);

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/store/postgres/connection.hpp"

namespace marrow::adapter::store::postgres {

/// A connection to the store in a database that has one of this version. A fault is of kind usage.
fhir::result<connection> open_database(const std::string& name);

/// Why a command failed (unreadable).
fhir::fault not_done(const failure& why);

}  // namespace marrow::adapter::store::postgres

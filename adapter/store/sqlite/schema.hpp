#pragma once

#include "adapter/store/migrations.hpp"
#include "adapter/store/sqlite/connection.hpp"

#include <span>

namespace marrow::adapter::store::sqlite {

/// All of them, by number from 1 on.
std::span<const migration> migrations();

/// Whether it is a store of whatever version, without a change to it; false: it is empty. A fault (usage) when it is of
/// another program; busy when it cannot be read.
fhir::result<bool> is_store(connection& file);

/// Brings the file to the newest schema, each step in a transaction with its number and checksum, and then compares
/// the schema with the one that the migrations make. A fault (usage) when the file is of another program, of a newer
/// Marrow, or was altered; busy or out_of_space when it cannot be read or written. Of several processes that begin at
/// once, one migrates.
fhir::result<void> migrate(connection& file, std::span<const migration> by = migrations());

/// The same for a file that is a store already; a fault (usage) when it is none.
fhir::result<void> upgrade(connection& file, std::span<const migration> by = migrations());

/// That the file has this schema, without a change to it. The same faults, and one when migrations are missing.
fhir::result<void> verify(connection& file, std::span<const migration> by = migrations());

}  // namespace marrow::adapter::store::sqlite

#pragma once

#include "adapter/store/migrations.hpp"
#include "adapter/store/postgres/connection.hpp"

namespace marrow::adapter::store::postgres {

/// All of them, by number from 1 on.
std::span<const migration> migrations();

/// Brings the schema `marrow` of the database to the newest form, all in one transaction, and makes it where there is
/// none. Of several processes that begin at once one does it, and the others wait. Where nothing is to do, nothing but
/// the right to read is asked for. A fault (usage) when the schema is not Marrow's, is of a newer one, or is told apart
/// by a checksum; busy or out_of_space when it cannot be read or written.
fhir::result<void> migrate(connection& at, std::span<const migration> by = migrations());

/// That the database has this schema, without a change to it. The same faults, and one when migrations are missing.
fhir::result<void> verify(connection& at, std::span<const migration> by = migrations());

/// Connects, and then migrates or verifies. A fault says of which server it is.
fhir::result<connection> open_migrated(const address& at);
fhir::result<connection> open_verified(const address& at);

}  // namespace marrow::adapter::store::postgres

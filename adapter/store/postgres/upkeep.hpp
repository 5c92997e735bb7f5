#pragma once

#include "adapter/store/upkeep.hpp"

namespace marrow::adapter::store {

/// As in adapter/store/upkeep.hpp, of a store in PostgreSQL.
fhir::result<void> migrate_postgres(const std::string& address);
fhir::result<soundness> check_postgres(const std::string& address, const keyring& by);
fhir::result<void>
export_postgres(const std::string& address, const keyring& by, const std::function<bool(const exported&)>& to);
fhir::result<void> read_audit_postgres(
    const std::string& address, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
);
fhir::result<std::uint64_t> purge_postgres(const std::string& address, std::int64_t before, const goes_on& next);
fhir::result<std::uint64_t> cut_audit_postgres(const std::string& address, std::int64_t before, const goes_on& next);

/// Always a fault (usage), which names the program that copies a database.
fhir::result<void> back_up_postgres(const std::string& address, const std::string& to);

}  // namespace marrow::adapter::store

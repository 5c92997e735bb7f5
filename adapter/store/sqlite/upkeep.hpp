#pragma once

#include "adapter/store/upkeep.hpp"

namespace marrow::adapter::store {

/// As in adapter/store/upkeep.hpp, of a store in a file.
fhir::result<void> migrate_sqlite(const std::string& path);
fhir::result<soundness> check_sqlite(const std::string& path, const keyring& by);
fhir::result<void> back_up_sqlite(const std::string& path, const std::string& to);
fhir::result<void>
export_sqlite(const std::string& path, const keyring& by, const std::function<bool(const exported&)>& to);
fhir::result<void> read_audit_sqlite(
    const std::string& path, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
);
fhir::result<std::uint64_t> purge_sqlite(const std::string& path, std::int64_t before, const goes_on& next);
fhir::result<std::uint64_t> cut_audit_sqlite(const std::string& path, std::int64_t before, const goes_on& next);

}  // namespace marrow::adapter::store

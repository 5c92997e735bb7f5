#pragma once

#include "adapter/store/resealing.hpp"

namespace marrow::adapter::store {

/// As in adapter/store/resealing.hpp, of a store in a file.
fhir::result<std::vector<key_proof>> proofs_sqlite(const std::string& path);
fhir::result<void> add_proof_sqlite(const std::string& path, const key_proof& one);

/// All but that of the id.
fhir::result<void> drop_proofs_sqlite(const std::string& path, const std::string& id);

/// Of the messages after that number, in one transaction; nothing is changed when one does not open.
fhir::result<resealed> reseal_sqlite(const std::string& path, const keyring& by, std::int64_t after);

}  // namespace marrow::adapter::store

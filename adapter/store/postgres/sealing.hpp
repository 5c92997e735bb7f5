#pragma once

#include "adapter/store/resealing.hpp"

namespace marrow::adapter::store {

/// As in adapter/store/resealing.hpp, of a store in PostgreSQL.
fhir::result<std::vector<key_proof>> proofs_postgres(const std::string& address);
fhir::result<void> add_proof_postgres(const std::string& address, const key_proof& one);

/// All but that of the id.
fhir::result<void> drop_proofs_postgres(const std::string& address, const std::string& id);

fhir::result<contents> contents_postgres(const std::string& address);

/// The secret of the audit, sealed or not: that which is there, or else this one, which is there from then on.
fhir::result<std::string> secret_postgres(const std::string& address, const std::string& otherwise);

/// Another form of it, where it still has that one.
fhir::result<void> replace_secret_postgres(const std::string& address, const std::string& of, const std::string& by);

/// Of the messages after that number, in one transaction; nothing is changed when one does not open.
fhir::result<resealed> reseal_postgres(const std::string& address, const keyring& by, std::int64_t after);

}  // namespace marrow::adapter::store

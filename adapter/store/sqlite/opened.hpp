#pragma once

#include "adapter/store/sqlite/schema.hpp"

namespace marrow::adapter::store::sqlite {

/// The store in a file that is there, made to `fit`: by verify() or upgrade(). A fault is of kind usage; unreadable
/// when the file is damaged.
fhir::result<connection>
open_file(const std::string& path, fhir::result<void> (*fit)(connection&, std::span<const migration>) = verify);

/// Why the last command failed (unreadable).
fhir::fault not_done(const connection& file);

}  // namespace marrow::adapter::store::sqlite

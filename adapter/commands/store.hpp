#pragma once

#include "adapter/commands/commands.hpp"
#include "fhir/fault.hpp"

#include <string>

namespace marrow::adapter {

/// The parts of `marrow store`.
void add_store_check(CLI::App& to, console& at, action& chosen);
void add_store_backup(CLI::App& to, console& at, action& chosen);
void add_store_export(CLI::App& to, console& at, action& chosen);
void add_store_purge(CLI::App& to, console& at, action& chosen);
void add_store_migrate(CLI::App& to, console& at, action& chosen);

/// --store, marrow.db by default.
void add_store_option(CLI::App& to, std::string& into);

/// Says why on standard error; usage, or unreadable.
exit_status refuse(const fhir::fault& why, console& at);

}  // namespace marrow::adapter

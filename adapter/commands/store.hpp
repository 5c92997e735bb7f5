#pragma once

#include "adapter/commands/commands.hpp"
#include "adapter/render/outcome_difference.hpp"
#include "adapter/store/store.hpp"
#include "fhir/fault.hpp"

#include <memory>
#include <string>
#include <vector>

namespace marrow::adapter {

/// The parts of `marrow store`.
void add_store_check(CLI::App& to, console& at, action& chosen);
void add_store_backup(CLI::App& to, console& at, action& chosen);
void add_store_export(CLI::App& to, console& at, action& chosen);
void add_store_purge(CLI::App& to, console& at, action& chosen);
void add_store_migrate(CLI::App& to, console& at, action& chosen);
void add_store_audit(CLI::App& to, console& at, action& chosen);
void add_store_rekey(CLI::App& to, console& at, action& chosen);

/// What leads to a store and into it.
struct kept_options {
    std::string store{"marrow.db"};
    std::string key_file;
};

/// --store, marrow.db by default.
void add_store_option(CLI::App& to, std::string& into);

/// --store-key, the file of store::keyring.
void add_store_key_option(CLI::App& to, std::string& into);

/// The store of that name, with the keys of a file; a fault (usage) where there is none yet, or they do not fit.
fhir::result<std::unique_ptr<store::message_store>> open_existing(const std::string& name, const std::string& key_file);

/// The issues of a decision that is kept.
fhir::result<std::vector<told_issue>> issues_of(const store::decision& made);

/// Says why on standard error; usage, or unreadable.
exit_status refuse(const fhir::fault& why, console& at);

}  // namespace marrow::adapter

#include "adapter/commands/store.hpp"

#include "adapter/store/compressed.hpp"
#include "adapter/store/open.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>

namespace marrow::adapter {

namespace {

constexpr const char* about = R"(The store is the file, or the database of PostgreSQL, in which marrow serve
keeps submissions and decisions. All of these work while a server uses it.
Examples:
  marrow store check
  marrow store check --store postgresql://marrow@db.example.org/marrow
  marrow store backup copy.db
  marrow store export > everything.ndjson
  marrow store purge --before 2026-01-01
  marrow store audit --since 2026-01-01 > audit.ndjson

A password belongs into PGPASSWORD or a passfile (PGPASSFILE), where no list of
processes shows it.)";

}  // namespace

void add_store_option(CLI::App& to, std::string& into)
{
    to.add_option("--store", into, "File of the store, or postgresql://USER@HOST/DATABASE")
        ->type_name("STORE")
        ->capture_default_str();
}

void add_store_key_option(CLI::App& to, std::string& into)
{
    to.add_option("--store-key", into, "Keys of a store that is encrypted; else those in MARROW_STORE_KEY")
        ->type_name("FILE");
}

fhir::result<std::unique_ptr<store::message_store>> open_existing(const std::string& name, const std::string& key_file)
{
    const auto keys = store::keyring::read(key_file);
    if (!keys) return keys.error();
    const bool is_file = name.find("://") == std::string::npos;
    if (is_file && !std::filesystem::exists(name))
        return fhir::fault{fhir::fault_kind::usage, "there is no store " + name, {}, {}};
    if (const auto fits = store::verify(name); !fits) return fits.error();
    return store::open(name, std::chrono::hours{24 * 7}, *keys);
}

fhir::result<std::vector<told_issue>> issues_of(const store::decision& made)
{
    std::string outcome;
    auto told = store::expand(made.outcome, outcome) ? issues_told(outcome) : std::nullopt;
    if (!told) return fhir::fault{fhir::fault_kind::unreadable, "decision " + made.id + " is broken", {}, {}};
    return std::move(*told);
}

exit_status refuse(const fhir::fault& why, console& at)
{
    at.err << "marrow: " << why.text << "\n";
    return why.kind == fhir::fault_kind::usage ? exit_status::usage : exit_status::unreadable;
}

void add_store(CLI::App& to, console& at, action& chosen)
{
    CLI::App& group =
        *to.add_subcommand("store", "Check, copy, export, purge, audit or encrypt what a server has kept");
    group.require_subcommand(1);
    group.footer(about);
    add_store_check(group, at, chosen);
    add_store_backup(group, at, chosen);
    add_store_export(group, at, chosen);
    add_store_purge(group, at, chosen);
    add_store_migrate(group, at, chosen);
    add_store_audit(group, at, chosen);
    add_store_rekey(group, at, chosen);
}

}  // namespace marrow::adapter

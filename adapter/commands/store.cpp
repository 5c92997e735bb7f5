#include "adapter/commands/store.hpp"

#include <CLI/CLI.hpp>

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

A password belongs into PGPASSWORD or a passfile (PGPASSFILE), where no list of
processes shows it.)";

}  // namespace

void add_store_option(CLI::App& to, std::string& into)
{
    to.add_option("--store", into, "File of the store, or postgresql://USER@HOST/DATABASE")
        ->type_name("STORE")
        ->capture_default_str();
}

exit_status refuse(const fhir::fault& why, console& at)
{
    at.err << "marrow: " << why.text << "\n";
    return why.kind == fhir::fault_kind::usage ? exit_status::usage : exit_status::unreadable;
}

void add_store(CLI::App& to, console& at, action& chosen)
{
    CLI::App& group = *to.add_subcommand("store", "Check, copy, export or purge what a server has kept");
    group.require_subcommand(1);
    group.footer(about);
    add_store_check(group, at, chosen);
    add_store_backup(group, at, chosen);
    add_store_export(group, at, chosen);
    add_store_purge(group, at, chosen);
    add_store_migrate(group, at, chosen);
}

}  // namespace marrow::adapter

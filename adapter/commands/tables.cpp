#include "adapter/commands/tables.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

namespace {

constexpr const char* about = R"(Tables are built in. A directory given by --tables goes before them, file by file:
a file NAME.csv there replaces the built-in table NAME, and conceptmap-*.json add
mappings from other code systems. Examples:
  marrow tables list
  marrow tables import AOC_V2026Q1-MCR.txt --into tables
  marrow sample conceptmap > tables/conceptmap-site.json
  marrow tables list --tables tables)";

}  // namespace

void add_tables(CLI::App& to, console& at, action& chosen)
{
    CLI::App& group = *to.add_subcommand("tables", "List the tables of rules, or import current ones");
    group.require_subcommand(1);
    group.footer(about);
    add_tables_list(group, at, chosen);
    add_tables_import(group, at, chosen);
}

}  // namespace marrow::adapter

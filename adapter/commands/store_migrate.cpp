#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store migrate --store postgresql://owner@db.example.org/marrow

marrow serve does it by itself when it starts. It is for databases whose server
may read and write, and not make tables: only this command then needs their
owner. Servers of the version before go on meanwhile.)";

exit_status migrate(const std::string& name, console& at)
{
    const auto done = store::migrate(name);
    return done ? exit_status::good : refuse(done.error(), at);
}

}  // namespace

void add_store_migrate(CLI::App& to, console& at, action& chosen)
{
    const auto name = std::make_shared<std::string>("marrow.db");
    CLI::App& command = *to.add_subcommand("migrate", "Bring the schema of the store up to date");
    command.footer(examples);
    add_store_option(command, *name);
    command.callback([name, &at, &chosen] { chosen = [name, &at] { return migrate(*name, at); }; });
}

}  // namespace marrow::adapter

#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store backup copy.db
  marrow store check --store copy.db

To restore, end the server and put the copy in the place of the store, without
the files PATH-wal and PATH-shm that may lie beside it.

A store in PostgreSQL is copied by pg_dump and brought back by pg_restore.)";

struct backup_options {
    std::string store{"marrow.db"};
    std::string to;
};

exit_status back_up(const backup_options& asked, console& at)
{
    const auto done = store::back_up(asked.store, asked.to);
    return done ? exit_status::good : refuse(done.error(), at);
}

}  // namespace

void add_store_backup(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<backup_options>();
    CLI::App& command = *to.add_subcommand("backup", "Write a whole copy to a new file");
    command.footer(examples);
    add_store_option(command, asked->store);
    command.add_option("to", asked->to, "The new file")->type_name("PATH")->required();
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return back_up(*asked, at); }; });
}

}  // namespace marrow::adapter

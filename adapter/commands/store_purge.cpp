#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"
#include "fhir/primitives.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store purge --before 2026-01-01

The day begins at midnight UTC. A submission that was deleted is decided anew
when it is sent again.)";

struct purge_options {
    std::string store{"marrow.db"};
    std::string before;
};

exit_status purge(const purge_options& asked, console& at)
{
    const std::optional<fhir::day> day = fhir::day_of(asked.before);
    if (!day || asked.before.size() != fhir::to_string(*day).size()) {
        at.err << "marrow: --before takes a day: YYYY-MM-DD\n";
        return exit_status::usage;
    }
    const auto since = std::chrono::milliseconds{day->time_since_epoch()};
    const auto done = store::purge(asked.store, since.count());
    if (!done) return refuse(done.error(), at);
    at.out << "messages deleted: " << *done << "\n";
    return exit_status::good;
}

}  // namespace

void add_store_purge(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<purge_options>();
    CLI::App& command = *to.add_subcommand("purge", "Delete what was received before a day");
    command.footer(examples);
    add_store_option(command, asked->store);
    command.add_option("--before", asked->before, "The first day that stays")->type_name("DATE")->required();
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return purge(*asked, at); }; });
}

}  // namespace marrow::adapter

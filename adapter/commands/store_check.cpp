#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store check
  marrow store check --store /var/lib/marrow/marrow.db

Exit status 1: something is broken. The audit is a chain of hashes, which holds
the hashes of what is kept: what was altered, added or taken out is named. Note
its head elsewhere, and what is cut off after it later can be told.)";

exit_status check(const kept_options& asked, console& at)
{
    const auto keys = store::keyring::read(asked.key_file);
    if (!keys) return refuse(keys.error(), at);
    const auto found = store::check(asked.store, *keys);
    if (!found) return refuse(found.error(), at);
    for (const std::string& each : found->wrong)
        at.out << each << "\n";
    at.out << found->messages << " messages, " << found->decisions
           << " decisions: " << (found->wrong.empty() ? "all whole" : "not all whole") << "\n";
    if (found->uncovered != 0)
        at.out
            << "messages that the audit does not prove, for they are of an older Marrow or their events were deleted: "
            << found->uncovered << "\n";
    at.out << "audit: " << found->events << " events, head " << store::hex(found->head) << "\n";
    return found->wrong.empty() ? exit_status::good : exit_status::findings;
}

}  // namespace

void add_store_check(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<kept_options>();
    CLI::App& command = *to.add_subcommand("check", "Whether all that was kept is whole and unaltered");
    command.footer(examples);
    add_store_option(command, asked->store);
    add_store_key_option(command, asked->key_file);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return check(*asked, at); }; });
}

}  // namespace marrow::adapter

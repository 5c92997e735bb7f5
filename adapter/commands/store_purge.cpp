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
  marrow store purge --audit-before 2020-01-01

The day begins at midnight UTC. A submission that was deleted is decided anew
when it is sent again. The audit of it stays until --audit-before; what is
deleted of the audit is told by the rest. marrow serve does the same by itself
with --retention and --audit-retention.)";

struct purge_options {
    std::string store{"marrow.db"};
    std::string before;
    std::string audit_before;
};

using deletion = fhir::result<std::uint64_t> (*)(const std::string&, std::int64_t, const store::goes_on&);

exit_status delete_before(const std::string& date, deletion work, const char* what, const std::string& in, console& at)
{
    const std::optional<fhir::day> day = fhir::day_of(date);
    if (!day || date.size() != fhir::to_string(*day).size()) {
        at.err << "marrow: " << date << " is no day: YYYY-MM-DD\n";
        return exit_status::usage;
    }
    const auto since = std::chrono::milliseconds{day->time_since_epoch()};
    if (work == store::cut_audit &&
        since > std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()).time_since_epoch()) {
        at.err << "marrow: " << date << " is yet to come, and the audit tells of its own purge\n";
        return exit_status::usage;
    }
    const auto done = work(in, since.count(), store::to_the_end);
    if (!done) return refuse(done.error(), at);
    at.out << what << " deleted: " << *done << "\n";
    return exit_status::good;
}

exit_status purge(const purge_options& asked, console& at)
{
    exit_status how = exit_status::good;
    if (asked.before.empty() && asked.audit_before.empty()) {
        at.err << "marrow: --before or --audit-before is needed\n";
        return exit_status::usage;
    }
    if (!asked.before.empty()) how = delete_before(asked.before, store::purge, "messages", asked.store, at);
    if (!asked.audit_before.empty() && how == exit_status::good)
        how = delete_before(asked.audit_before, store::cut_audit, "events of the audit", asked.store, at);
    return how;
}

}  // namespace

void add_store_purge(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<purge_options>();
    CLI::App& command = *to.add_subcommand("purge", "Delete what came before a day");
    command.footer(examples);
    add_store_option(command, asked->store);
    command.add_option("--before", asked->before, "The first day that stays, of messages")->type_name("DATE");
    command.add_option("--audit-before", asked->audit_before, "The same of the audit")->type_name("DATE");
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return purge(*asked, at); }; });
}

}  // namespace marrow::adapter

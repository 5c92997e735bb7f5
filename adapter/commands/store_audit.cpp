#include "adapter/commands/store.hpp"
#include "adapter/instant.hpp"
#include "adapter/render/audit_event.hpp"
#include "adapter/store/upkeep.hpp"

#include <CLI/CLI.hpp>

#include <limits>
#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store audit > audit.ndjson
  marrow store audit --since 2026-01-01 --before 2026-02-01

An AuditEvent of FHIR R4 on each line, in the shapes of IHE BALP, in the order
in which they were written; its id is its number in the chain whose head
marrow store check prints. Patients stand in it by pseudonyms alone.)";

struct audit_options {
    std::string store{"marrow.db"};
    std::string since;
    std::string before;
};

exit_status print_audit(const audit_options& asked, console& at)
{
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    for (const auto& [text, into] : {std::pair{&asked.since, &from}, std::pair{&asked.before, &until}}) {
        if (text->empty()) continue;
        const auto time = stretch_of(*text);
        if (!time) return refuse({fhir::fault_kind::usage, "--since and --before take a date or dateTime", {}, {}}, at);
        *into = time->from;
    }
    std::int64_t broken = 0;
    const auto print = [&](const store::audit_link& one) {
        std::string line;
        if (append_audit_event(one, line)) return bool{at.out << line << "\n"};
        if (broken == 0) broken = one.number;
        return true;
    };
    const auto done = store::read_audit(asked.store, from, until, print);
    if (!done) return refuse(done.error(), at);
    if (broken != 0) {
        const std::string text = "audit event " + std::to_string(broken) + " cannot be read";
        return refuse({fhir::fault_kind::unreadable, text, {}, {}}, at);
    }
    return at.out.flush() ? exit_status::good : exit_status::unreadable;
}

}  // namespace

void add_store_audit(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<audit_options>();
    CLI::App& command = *to.add_subcommand("audit", "Print who did what to what is kept, as AuditEvents");
    command.footer(examples);
    add_store_option(command, asked->store);
    command.add_option("--since", asked->since, "Noted at that time or later")->type_name("DATE");
    command.add_option("--before", asked->before, "Noted before that time")->type_name("DATE");
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return print_audit(*asked, at); }; });
}

}  // namespace marrow::adapter

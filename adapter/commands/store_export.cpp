#include "adapter/commands/store.hpp"
#include "adapter/store/upkeep.hpp"
#include "fhir/json/write.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow store export > everything.ndjson

A line for each decision, in the order in which the submissions were kept: id,
received (milliseconds since 1970), type, requestId, sha256, status, errors,
version, basis, and as texts body, as it was received, and outcome, as it was
answered. It is patient data.)";

std::string line_of(const store::exported& one)
{
    const store::message& came = one.what.received;
    const store::decision& made = one.what.made;
    std::string text;
    fhir::json::writer out{text};
    out.begin_object().member("id", came.id).key("received").number(came.received);
    out.member("type", came.type).member("requestId", came.request_id).member("sha256", store::hex(came.hash));
    out.member("decision", made.id).key("status").number(std::int64_t{made.status});
    out.key("errors").number(std::int64_t{made.errors}).member("version", made.version).member("basis", made.basis);
    out.member("body", one.body).member("outcome", one.outcome).end_object();
    return text;
}

exit_status export_all(const kept_options& asked, console& at)
{
    const auto keys = store::keyring::read(asked.key_file);
    if (!keys) return refuse(keys.error(), at);
    const auto print = [&](const store::exported& one) { return bool{at.out << line_of(one) << "\n"}; };
    const auto done = store::export_all(asked.store, print, *keys);
    if (!done) return refuse(done.error(), at);
    return at.out.flush() ? exit_status::good : exit_status::unreadable;
}

}  // namespace

void add_store_export(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<kept_options>();
    CLI::App& command = *to.add_subcommand("export", "Print all that was kept as NDJSON");
    command.footer(examples);
    add_store_option(command, asked->store);
    add_store_key_option(command, asked->key_file);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return export_all(*asked, at); }; });
}

}  // namespace marrow::adapter

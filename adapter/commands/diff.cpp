#include "adapter/commands/store.hpp"
#include "adapter/instant.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <span>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow diff 019ac3d5-7e1a-7c55-8b60-2f1d0a9c4e11
  marrow diff 019ac3d5-7e1a-7c55-8b60-2f1d0a9c4e11 --from 1 --to 3

The id is that of the OperationOutcome, as Content-Location gives it.)";

struct diff_options {
    std::string store{"marrow.db"};
    std::string key_file;
    std::string id;
    std::uint32_t from{};
    std::uint32_t to{};
};

std::string title(const store::decision& of)
{
    return "version " + std::to_string(of.number) + " (" + instant_text(of.made) + ", Marrow " + of.version + ")";
}

fhir::result<store::decision> find(store::message_store& in, const std::string& id, std::uint32_t number)
{
    auto found = in.find_decision(id, number);
    if (!found) return found.error();
    if (*found) return std::move(**found);
    const std::string which = number == 0 ? "no decision" : "no version " + std::to_string(number);
    return fhir::fault{fhir::fault_kind::usage, which + " of that id is kept", {}, {}};
}

exit_status compare(const diff_options& asked, console& at)
{
    const auto opened = open_existing(asked.store, asked.key_file);
    if (!opened) return refuse(opened.error(), at);
    const auto after = find(**opened, asked.id, asked.to);
    if (!after) return refuse(after.error(), at);
    store::audit_event read = store::of_command(store::deed::read);
    read.of = "OperationOutcome/" + asked.id;
    auto patients = (*opened)->find_patients(std::span{&asked.id, 1});
    if (!patients) return refuse(patients.error(), at);
    read.patients = std::move(*patients);
    if (const auto noted = (*opened)->note(std::move(read)); !noted) return refuse(noted.error(), at);
    const std::uint32_t from = asked.from != 0 ? asked.from : after->number - 1;
    if (from == 0) {
        at.out << title(*after) << " is the only one\n";
        return exit_status::good;
    }
    const auto before = find(**opened, asked.id, from);
    if (!before) return refuse(before.error(), at);
    const auto said = issues_of(*before);
    if (!said) return refuse(said.error(), at);
    const auto says = issues_of(*after);
    if (!says) return refuse(says.error(), at);
    at.out << title(*before) << "\n" << title(*after) << "\n" << difference_text(difference_of(*said, *says), at.width);
    return exit_status::good;
}

}  // namespace

void add_diff(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<diff_options>();
    CLI::App& command = *to.add_subcommand("diff", "What a later decision on a submission says otherwise");
    command.footer(examples);
    add_store_option(command, asked->store);
    add_store_key_option(command, asked->key_file);
    command.add_option("id", asked->id, "Of the decision")->type_name("ID")->required();
    const auto version = [&](const char* name, std::uint32_t& into, const char* text) {
        command.add_option(name, into, text)->type_name("N")->check(CLI::Range(1u, UINT32_MAX).description(""));
    };
    version("--from", asked->from, "The former version (the one before the latter)");
    version("--to", asked->to, "The latter version (the last one)");
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return compare(*asked, at); }; });
}

}  // namespace marrow::adapter

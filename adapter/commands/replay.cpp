#include "adapter/commands/fingerprint.hpp"
#include "adapter/commands/store.hpp"
#include "adapter/instant.hpp"
#include "adapter/operations/decide_anew.hpp"
#include "adapter/operations/marks.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <future>
#include <map>
#include <memory>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow replay --since 2026-03-01
  marrow replay --finding primary-not-listed --tables new-tables
  marrow replay --tables new-tables --policy policy.toml --keep
  marrow replay 019ac3d5-7e1a-7c55-8b60-2f1d0a9c4e11

Decides submissions that are kept once more and shows what changes.
Nothing is altered without --keep, which puts each decision that changed beside
the former ones, as their last version.)";

struct replay_options {
    std::string store{"marrow.db"};
    std::string key_file;
    std::vector<std::string> ids;
    std::map<std::string, std::string> marks;  ///< by the name of the parameter
    std::string since;
    std::string before;
    bool keep{};
    setup_options by;
};

std::int64_t now_in_milliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

struct tally {
    std::uint64_t decided{};
    std::uint64_t changed{};
    std::uint64_t kept{};
};

/// What decides and tells of it.
class replay {
public:
    replay(store::message_store& in, const setup& by, const std::string& basis, bool keeps, console& at)
        : keeping_{in, basis}, with_{by.known, by.weighed, by.bounds}, keeps_{keeps}, at_{at}
    {
    }

    fhir::result<void> add(const store::decision& last)
    {
        auto made = decide_anew(with_, keeping_, {last.id}, now_in_milliseconds());
        if (!made) return passed_over(last.id, made.error());
        ++done_.decided;
        if (!made->made) return {};
        const auto said = issues_of(last);
        if (!said) return said.error();
        const auto says = issues_of(*made->made);
        if (!says) return says.error();
        ++done_.changed;
        at_.out << last.id << "\n" << difference_text(difference_of(*said, *says), at_.width) << "\n";
        return keeps_ ? keep(std::move(*made)) : fhir::result<void>{};
    }

    const tally& done() const { return done_; }

private:
    /// One message that cannot be decided does not stop the others; a store that cannot be asked does.
    fhir::result<void> passed_over(const std::string& id, const fhir::fault& why)
    {
        if (why.kind == fhir::fault_kind::busy || why.kind == fhir::fault_kind::out_of_space) return why;
        at_.err << "marrow: " << id << ": " << why.text << "\n";
        return {};
    }

    fhir::result<void> keep(store::revision what)
    {
        std::promise<fhir::result<bool>> ended;
        keeping_.in.revise(std::move(what), [&](fhir::result<bool> how) { ended.set_value(std::move(how)); });
        const fhir::result<bool> how = ended.get_future().get();
        if (!how) return how.error();
        if (*how) ++done_.kept;
        return {};
    }

    store::keeping keeping_;
    examiner with_;
    bool keeps_;
    console& at_;
    tally done_;
};

fhir::result<store::search> search_of(const replay_options& asked)
{
    store::search wanted{.most = 100};
    for (const mark_parameter& each : mark_parameters()) {
        const auto found = asked.marks.find(std::string{each.name});
        if (found != asked.marks.end() && !found->second.empty()) wanted.marks.push_back({each.mark(found->second)});
    }
    for (const auto& [text, into] : {std::pair{&asked.since, &wanted.from}, std::pair{&asked.before, &wanted.until}}) {
        if (text->empty()) continue;
        const auto time = stretch_of(*text);
        if (!time) return fhir::fault{fhir::fault_kind::usage, "--since and --before take a date or dateTime", {}, {}};
        *into = time->from;
    }
    return wanted;
}

fhir::result<void> replay_named(const std::vector<std::string>& ids, store::message_store& in, replay& by)
{
    for (const std::string& id : ids) {
        const auto last = in.find_decision(id);
        if (!last) return last.error();
        if (!*last) return fhir::fault{fhir::fault_kind::usage, "no decision of that id is kept: " + id, {}, {}};
        if (const auto added = by.add(**last); !added) return added.error();
    }
    return {};
}

fhir::result<void> replay_found(store::search wanted, store::message_store& in, replay& by)
{
    for (;;) {
        const auto page = in.find(wanted);
        if (!page) return page.error();
        for (const store::decision& each : page->found)
            if (const auto added = by.add(each); !added) return added.error();
        if (page->next == 0) return {};
        wanted.before = page->next;
    }
}

exit_status run(const replay_options& asked, console& at)
{
    const auto wanted = search_of(asked);
    if (!wanted) return refuse(wanted.error(), at);
    const auto by = load(asked.by);
    if (!by) return refuse(by.error(), at);
    const auto basis = fingerprint(asked.by);
    if (!basis) return refuse(basis.error(), at);
    const auto opened = open_existing(asked.store, asked.key_file);
    if (!opened) return refuse(opened.error(), at);
    if (const auto noted = (*opened)->note(store::of_command(store::deed::replayed)); !noted)
        return refuse(noted.error(), at);
    replay each{**opened, **by, *basis, asked.keep, at};
    const auto ended =
        asked.ids.empty() ? replay_found(*wanted, **opened, each) : replay_named(asked.ids, **opened, each);
    if (!ended) return refuse(ended.error(), at);
    const tally& done = each.done();
    at.out << "decided anew: " << done.decided << ", changed: " << done.changed << ", kept: " << done.kept << "\n";
    return exit_status::good;
}

}  // namespace

void add_replay(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<replay_options>();
    CLI::App& command = *to.add_subcommand("replay", "Decide kept submissions once more and show what changes");
    command.footer(examples);
    add_store_option(command, asked->store);
    add_store_key_option(command, asked->key_file);
    command.add_option("ids", asked->ids, "Of decisions; none: all that the options below let through")
        ->type_name("ID");
    for (const mark_parameter& each : mark_parameters())
        command
            .add_option(
                "--" + std::string{each.name}, asked->marks[std::string{each.name}], std::string{each.documentation}
            )
            ->type_name("VALUE");
    command.add_option("--since", asked->since, "Received at that time or later")->type_name("DATE");
    command.add_option("--before", asked->before, "Received before that time")->type_name("DATE");
    command.add_flag("--keep", asked->keep, "Keep each decision that changed");
    add_scope_option(command, asked->by);
    add_package_option(command, asked->by);
    add_policy_option(command, asked->by);
    add_tables_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return run(*asked, at); }; });
}

}  // namespace marrow::adapter

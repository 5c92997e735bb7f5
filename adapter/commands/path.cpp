#include "adapter/commands/commands.hpp"
#include "adapter/commands/file.hpp"
#include "adapter/commands/found_items.hpp"
#include "adapter/commands/inputs.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/render/shown_value.hpp"
#include "fhir/fhirpath/check.hpp"
#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/form.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/narrative.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace marrow::adapter {

namespace path = fhir::fhirpath;

namespace {

constexpr const char* examples = R"(Examples:
  marrow path 'Bundle.entry.fullUrl' bundle.json
  marrow path 'entry.resource.ofType(Claim).item.sequence' bundle.json
  marrow path 'entry.resource.ofType(Procedure).subject.resolve()' bundle.json
  marrow path 'Bundle.entry.resource.id.isDistinct()' *.json && echo all differ
  marrow path --format json 'descendants().ofType(Coding)' - < bundle.json

A line for each item: FILE:LINE:COLUMN, the path of the element, its value; of
what was computed FILE and the value alone. Elements that no type has are told
on standard error. --format json gives an array of objects with file, line,
column, path, type and value.

The language is FHIRPath 2.0 with the functions of FHIR and those of the 3.0
ballot. resolve() goes to contained resources and the entries of the Bundle;
memberOf() knows the value sets that FHIR itself lists. There is no terminology
server and no profile to ask.

Exit status:
  0  something was found that is not false
  1  nothing was found, or false alone
  2  the expression is none, or cannot be evaluated on an input
  3  an input could not be read)";

struct path_options {
    std::string expression;
    std::vector<std::string> files;
    std::string format{"text"};
    setup_options by;
};

/// The time at which the process runs, in UTC.
path::date_time time_of_day()
{
    using namespace std::chrono;
    const auto now = floor<milliseconds>(system_clock::now());
    const auto today = floor<days>(now);
    const year_month_day date{today};
    const hh_mm_ss time{now - today};
    path::date_time made;
    made.year = static_cast<std::int16_t>(static_cast<int>(date.year()));
    made.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
    made.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
    made.hour = static_cast<std::uint8_t>(time.hours().count());
    made.minute = static_cast<std::uint8_t>(time.minutes().count());
    made.second = static_cast<std::uint8_t>(time.seconds().count());
    made.nanoseconds = static_cast<std::uint32_t>(time.subseconds().count() * 1'000'000);
    made.digits = 3;
    made.to = path::date_time::precision::second;
    made.has_zone = true;
    return made;
}

/// Follows a reference, or a URL, that stands in an entry of the submission.
const fhir::json::value* resolve(const fhir::submission& in, const fhir::json::value& reference)
{
    const auto entries = in.entries();
    const auto after = std::ranges::upper_bound(entries, reference.offset(), {}, [](const fhir::entry& each) {
        return each.node->offset();
    });
    if (after == entries.begin()) return nullptr;
    const fhir::entry& owner = *std::prev(after);
    const fhir::resource from{owner.resource, &owner};
    const fhir::resolved led =
        reference.is_object() ? in.resolve_here(reference, from) : in.resolve_url_here(reference.text(), from);
    return led ? led.target.node : nullptr;
}

/// Asks one expression of one input after another.
class asker {
public:
    asker(const path_options& asked, console& at, found_items& to) : asked_{asked}, at_{at}, to_{to}
    {
        outside_.now = time_of_day();
        outside_.html_checks = fhir::validate::is_narrative;
        outside_.trace = [this](std::string_view name, std::span<const path::item> items) {
            at_.err << "marrow: trace " << printable(name) << ": " << items.size() << " items\n";
        };
    }

    exit_status ask(const sent& one)
    {
        if (one.unreadable) {
            at_.err << "marrow: " << one.unreadable->text << "\n";
            return exit_status::unreadable;
        }
        memory_.reset();
        const auto parsed = fhir::read(one.bytes, memory_, fhir::version_from(asked_.by.release));
        if (!parsed) return refuse(one, parsed.error());
        const fhir::submission in{parsed->document, parsed->release};
        const auto* const compiled = expression_for(in.release());
        return compiled ? evaluate(*compiled, in, one) : exit_status::usage;
    }

private:
    /// Compiled once a release; null, and it is said, when it is none.
    const path::expression* expression_for(fhir::version release)
    {
        const auto [known, is_new] = compiled_.try_emplace(release);
        if (!is_new) return known->second ? &*known->second : nullptr;
        auto made = path::compile(asked_.expression, fhir::definitions::model::of(release));
        if (!made) {
            say(made.error());
            return nullptr;
        }
        return &known->second.emplace(std::move(*made));
    }

    exit_status evaluate(const path::expression& what, const fhir::submission& in, const sent& one)
    {
        const auto& release = fhir::definitions::model::of(in.release());
        outside_.resolve = [&](const fhir::json::value& reference) { return resolve(in, reference); };
        path::evaluator on{in.source(), release, outside_};
        const path::node root = on.root();
        if (const auto wrong = path::check(what, release, root.type); wrong && warned_.insert(wrong->text).second)
            say(*wrong);
        const auto items = on.evaluate(what, {.at = root});
        if (!items) {
            say(items.error());
            return exit_status::usage;
        }
        for (const path::item& each : *items) {
            to_.add(each, in.source(), one);
            const path::item value = path::system_value(each);
            is_found_ = is_found_ || !value.is(path::kind::boolean) || value.boolean();
        }
        return is_found_ ? exit_status::good : exit_status::findings;
    }

    void say(const fhir::fault& why)
    {
        at_.err << "marrow: " << placed("EXPRESSION", why.at) << printable(why.text) << "\n";
    }

    exit_status refuse(const sent& one, const fhir::fault& why)
    {
        std::optional<fhir::position> place = why.at;
        if (place) place->line += one.line - 1;
        at_.err << "marrow: " << placed(one.name, place) << why.text << "\n";
        return exit_status::unreadable;
    }

    const path_options& asked_;
    console& at_;
    found_items& to_;
    path::environment outside_;
    fhir::json::arena memory_;
    std::map<fhir::version, std::optional<path::expression>> compiled_;
    std::set<std::string> warned_;
    bool is_found_{};
};

/// What was unreadable goes before what could not be evaluated, and that before what was found.
exit_status worse(exit_status so_far, exit_status next)
{
    for (const exit_status first : {exit_status::unreadable, exit_status::usage, exit_status::good})
        if (so_far == first || next == first) return first;
    return exit_status::findings;
}

exit_status ask(const path_options& asked, console& at)
{
    inputs from{asked.files, input_form::automatic, at.in, at.err};
    found_items to{at.out, asked.format == "json"};
    asker with{asked, at, to};
    exit_status all = exit_status::findings;
    while (const std::optional<sent> one = at.out ? from.next() : std::nullopt)
        all = worse(all, with.ask(*one));
    to.finish();
    return all;
}

}  // namespace

void add_path(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<path_options>();
    CLI::App& command = *to.add_subcommand("path", "Print what a FHIRPath expression finds");
    command.footer(examples);
    command.add_option("EXPRESSION", asked->expression, "FHIRPath, from the root of each input on")
        ->required()
        ->type_name("");
    command.add_option("FILE", asked->files, "A file, a directory, or - for standard input")->required()->type_name("");
    command.add_option("--format", asked->format, "text or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->capture_default_str();
    add_release_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return ask(*asked, at); }; });
}

}  // namespace marrow::adapter

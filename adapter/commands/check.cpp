#include "adapter/commands/commands.hpp"
#include "adapter/commands/in_order.hpp"
#include "adapter/commands/progress.hpp"
#include "adapter/commands/received_files.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/render/renderer.hpp"
#include "fhir/outcome.hpp"
#include "fhir/validate/schema.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <thread>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow check bundle.json
  marrow check claims/ --fail-on warning --quiet
  marrow check --format sarif claims/ > findings.sarif
  marrow check --format operationoutcome - < bundle.json
  tail -f claims.ndjson | marrow check --input ndjson -
  marrow check --package davinci-pas.tgz claim.json
  marrow check --earlier procedures.json --earlier note.json claim.json

Formats:
  text              for people: the lines, then the findings, gravest first
  operationoutcome  FHIR; one for one file, a JSON array for several
  ndjson            one OperationOutcome a line; what NDJSON is answered with
  json              lines and findings in a form of Marrow's own
  sarif             SARIF 2.1.0, for code scanning
  junit             XML, for Jenkins and GitLab

A file holds JSON or XML, as its content says. A directory stands for all
*.json, *.xml, *.ndjson and *.jsonl below it. NDJSON has a submission on each
line, is answered in its order, and a bad line does not stop the rest. What a
finding means: marrow explain CODE.

With --earlier a submission is decided as by a server that received those files
before, the oldest first: its references lead to them too, and their lines count
as those of earlier messages. They are not checked themselves.

With --package a resource is held against the profiles of its meta.profile too,
and an extension against its definition; --profile adds those of the whole
submission. Packages that a package needs are not fetched: name them as well.)";

struct check_options {
    std::vector<std::string> files;
    std::vector<std::string> earlier;
    std::string format;
    std::string input{"auto"};
    std::string fail_on{"error"};
    std::string colour{"auto"};
    unsigned jobs{std::max(1u, std::thread::hardware_concurrency())};
    bool quiet{};
    setup_options by;
};

std::unique_ptr<renderer>
make_renderer(const std::string& format, const render_options& how, console& at, const mappings::tables& known)
{
    if (format == "operationoutcome") return make_outcomes(at.out, how);
    if (format == "ndjson") return make_ndjson(at.out);
    if (format == "json") return make_json(at.out);
    if (format == "sarif") return make_sarif(at.out, known);
    if (format == "junit") return make_junit(at.out, how);
    return make_text(at.out, how);
}

/// The format asked for, or that which answers the input: NDJSON with NDJSON.
std::string format_of(const check_options& asked, inputs& from)
{
    const bool is_stream = from.is_stream();
    if (asked.format.empty()) return is_stream ? "ndjson" : "text";
    if (asked.format == "operationoutcome" && is_stream) return "ndjson";
    return asked.format;
}

/// `earlier` may be null.
std::function<report(sent)> make_worker(const setup& by, const std::string& format, const received_files* earlier)
{
    const bool wants_outcome = format == "operationoutcome" || format == "ndjson";
    const bool pretty = format == "operationoutcome";
    const auto with = std::make_shared<examiner>(by.known, by.weighed, by.bounds);
    return [=, &by](sent one) {
        report made;
        made.name = one.name;
        made.line = one.line;
        made.is_line = one.is_line;
        made.unreadable = one.unreadable.has_value();
        std::optional<received> before;
        if (earlier) before.emplace(*earlier);
        if (one.unreadable) {
            describe(made, *one.unreadable);
            fhir::json::writer writer{made.outcome, pretty};
            if (wants_outcome) fhir::write_outcome(writer, *one.unreadable);
        } else if (wants_outcome) {
            made.worst = examine(*with, one.bytes, made.outcome, pretty, {}, before ? &*before : nullptr);
        } else if (const auto read = with->read(one.bytes)) {
            const auto decided =
                before ? with->decide(**read, with->usual_profiles(), *before).value() : with->decide(**read);
            describe(made, **read, decided, by.known);
        } else {
            describe(made, read.error());
        }
        return made;
    };
}

/// Carries the reports to the renderer, and what they come to.
class carrier {
public:
    carrier(renderer& to, console& at, const render_options& how, progress& shown)
        : to_{to}, at_{at}, how_{how}, progress_{shown}
    {
    }

    bool emit(const report& one)
    {
        if (one.unreadable) at_.err << "marrow: " << one.issues.front().text << "\n";
        unreadable_ = unreadable_ || one.unreadable;
        failed_ = failed_ || (!one.unreadable && how_.fail_on && one.worst <= *how_.fail_on);
        to_.add(one);
        progress_.step();
        return is_written();
    }

    exit_status finish()
    {
        progress_.clear();
        if (at_.out) to_.finish();
        at_.out.flush();
        if (!is_written() && error_ != EPIPE) {
            at_.err << "marrow: the output could not be written\n";
            return exit_status::unreadable;
        }
        if (!is_written()) errno = EPIPE;  // for run(), since another thread met it
        if (unreadable_) return exit_status::unreadable;
        return failed_ ? exit_status::findings : exit_status::good;
    }

private:
    /// Keeps the error number of the thread that met it.
    bool is_written()
    {
        if (!at_.out && error_ == 0) error_ = errno;
        return static_cast<bool>(at_.out);
    }

    renderer& to_;
    console& at_;
    const render_options& how_;
    progress& progress_;
    int error_{};
    bool unreadable_{};
    bool failed_{};
};

bool wants_colour(const check_options& asked, const console& at)
{
    return asked.colour == "always" || (asked.colour == "auto" && at.out_is_terminal && at.colour_wanted);
}

exit_status check(const check_options& asked, console& at)
{
    const auto by = load(asked.by);
    if (!by) {
        at.err << "marrow: " << by.error().text << "\n";
        return exit_status::usage;
    }
    std::unique_ptr<const received_files> earlier;
    if (!asked.earlier.empty()) {
        auto loaded = received_files::load(asked.earlier, **by, at);
        if (!loaded) {
            at.err << "marrow: " << loaded.error().text << "\n";
            return exit_status::unreadable;
        }
        earlier = std::move(*loaded);
    }
    if ((*by)->bounds.only != examiner::scope::decision) fhir::validate::schema::make_all();
    const input_form form = asked.input == "ndjson" ? input_form::ndjson
                            : asked.input == "json" ? input_form::json
                                                    : input_form::automatic;
    inputs from{asked.files, form, at.in, at.err};
    const bool is_alone = from.is_one_file() && !from.is_stream();
    const std::string format = format_of(asked, from);
    const render_options how{
        wants_colour(asked, at),
        at.width,
        at.table_width(),
        asked.quiet,
        !from.is_one_file(),
        fhir::severity_from(asked.fail_on)};
    const auto to = make_renderer(format, how, at, (*by)->known);
    progress shown{at, from.files(), asked.quiet || (at.out_is_terminal && format != "junit")};
    carrier carry{*to, at, how, shown};
    in_order(
        is_alone ? 1 : asked.jobs,
        {[&] { return from.next(); },
         [&] { return make_worker(**by, format, earlier.get()); },
         [&](const report& one) { return carry.emit(one); }}
    );
    return carry.finish();
}

void add_output_options(CLI::App& to, check_options& into)
{
    to.add_option(
          "--format", into.format, "text (ndjson where the input is), operationoutcome, json, ndjson, sarif or junit"
    )
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "operationoutcome", "json", "ndjson", "sarif", "junit"}).description(""));
    to.add_option(
          "--fail-on",
          into.fail_on,
          "The least severity that makes the exit status 1: error, warning, information, or never"
    )
        ->type_name("SEVERITY")
        ->check(CLI::IsMember({"error", "warning", "information", "never"}).description(""))
        ->capture_default_str();
    to.add_option("--max-issues", into.by.max_issues, "Findings told of one submission, gravest first (500)")
        ->type_name("N")
        ->check(CLI::Range(1u, 10'000u).description(""));
    to.add_option("--color", into.colour, "auto (on a terminal without NO_COLOR), always or never")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
        ->capture_default_str();
    to.add_flag("--quiet", into.quiet, "Text: only findings at or above --fail-on; no progress");
}

}  // namespace

void add_check(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<check_options>();
    CLI::App& command = *to.add_subcommand("check", "Say what is wrong with submissions");
    command.footer(examples);
    command.add_option("FILE", asked->files, "A file, a directory, or - for standard input")->required()->type_name("");
    command
        .add_option(
            "--earlier",
            asked->earlier,
            "A resource or Bundle that was received before, or a directory of such; repeatable, the oldest first"
        )
        ->type_name("FILE")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    add_output_options(command, *asked);
    command.add_option("--input", asked->input, "auto (by name, then by content), json or ndjson")
        ->type_name("FORM")
        ->check(CLI::IsMember({"auto", "json", "ndjson"}).description(""))
        ->capture_default_str();
    command.add_option("--jobs", asked->jobs, "Threads (as many as there are processors)")
        ->type_name("N")
        ->check(CLI::Range(1u, 256u).description(""));
    add_scope_option(command, asked->by);
    add_package_option(command, asked->by);
    add_profile_option(command, asked->by);
    add_release_option(command, asked->by);
    add_policy_option(command, asked->by);
    add_tables_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return check(*asked, at); }; });
}

}  // namespace marrow::adapter

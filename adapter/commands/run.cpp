#include "adapter/commands/commands.hpp"
#include "adapter/render/shown_value.hpp"
#include "adapter/render/text_table.hpp"
#include "adapter/version.hpp"

#include <CLI/CLI.hpp>

#include <cerrno>

namespace marrow::adapter {

namespace {

constexpr const char* about = "Marrow reads FHIR Bundles, Claims and Procedures (R4, R4B, R5), maps them to CPT lines, "
                              "and checks add-on lines of "
                              "its family against their primary procedure and their documentation.";

constexpr const char* examples = R"(Examples:
  marrow sample accepted > bundle.json   a ready-made Bundle to begin with
  marrow check bundle.json               what is wrong with it, for people
  marrow check --format operationoutcome bundle.json
                                         the same as a FHIR OperationOutcome
  marrow lines bundle.json               the CPT lines that it makes
  marrow path "Bundle.entry.fullUrl" bundle.json
                                         what a FHIRPath expression finds in it
  marrow explain removal-alone           what a finding means and how to mend it
  marrow serve                           the FHIR server, at http://127.0.0.1:8080/fhir

Exit status:
  0   no finding of severity error (see check --fail-on); something found (path)
  1   at least one; nothing found (path)
  2   the arguments, the policy or the tables are wrong
  3   an input could not be read
  70  an error of Marrow's own

"marrow COMMAND --help" tells of each command.)";

/// Help of at most 80 columns.
class narrow_help : public CLI::Formatter {
public:
    narrow_help()
    {
        column_width(names);
        label("REQUIRED", "");
    }

    std::string make_description(const CLI::App* app) const override
    {
        return wrapped(app->get_description(), "", 80) + "\n";
    }

    std::string make_option_desc(const CLI::Option* option) const override
    {
        std::string text = wrapped(option->get_description(), "", 80 - names);
        text.pop_back();
        return text;
    }

private:
    static constexpr unsigned names = 30;
};

/// The innermost command that was given.
const CLI::App& asked(const CLI::App& app)
{
    const auto given = app.get_subcommands();
    return given.empty() ? app : asked(*given.front());
}

std::string full_name(const CLI::App& app)
{
    return app.get_parent() ? full_name(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

/// CLI11 tells that a command is missing before it tells what stands in its place.
std::string told(const CLI::App& command, const CLI::ParseError& why)
{
    const bool is_missing = why.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
    const std::vector<std::string> left = command.remaining();
    if (!is_missing || left.empty() || command.get_require_subcommand_min() == 0) return why.what();
    return printable(left.front()) + " is no command of " + full_name(command);
}

/// Where an address stands, nothing is said of it: it may hold a password.
std::string without_address(const std::string& text)
{
    const auto at = text.find("://");
    return at == std::string::npos ? text : text.substr(0, text.find_last_of(" \t", at) + 1) + "(an address)";
}

exit_status refused(const CLI::App& app, const CLI::ParseError& why, console& at)
{
    if (why.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        app.exit(why, at.out, at.err);
        at.out.flush();
        return exit_status::good;
    }
    const CLI::App& command = asked(app);
    at.err << "marrow: " << without_address(told(command, why)) << "\nTry: " << full_name(command) << " --help\n";
    return exit_status::usage;
}

/// What was asked for and could not be written did not succeed, unless its reader has gone.
exit_status with_output(exit_status how, console& at)
{
    if (at.out) at.out.flush();
    if (at.out || how != exit_status::good || errno == EPIPE) return how;
    at.err << "marrow: the output could not be written\n";
    return exit_status::unreadable;
}

}  // namespace

exit_status run(std::span<const std::string> arguments, console& at)
{
    CLI::App app{about, "marrow"};
    action chosen;
    app.footer(examples);
    app.set_version_flag("--version", "marrow " + std::string{version()}, "Print the version and end");
    app.set_help_flag("-h,--help", "Print this help and end");
    app.formatter(std::make_shared<narrow_help>());
    app.require_subcommand(1);
    add_check(app, at, chosen);
    add_lines(app, at, chosen);
    add_path(app, at, chosen);
    add_explain(app, at, chosen);
    add_sample(app, at, chosen);
    add_tables(app, at, chosen);
    add_serve(app, at, chosen);
    add_config(app, at, chosen);
    add_diff(app, at, chosen);
    add_replay(app, at, chosen);
    add_store(app, at, chosen);
    try {
        app.parse(std::vector<std::string>{arguments.rbegin(), arguments.rend()});
    } catch (const CLI::ParseError& why) {
        return refused(app, why, at);
    }
    return with_output(chosen(), at);
}

}  // namespace marrow::adapter

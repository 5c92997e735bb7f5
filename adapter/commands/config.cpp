#include "adapter/commands/commands.hpp"
#include "adapter/commands/serve.hpp"
#include "adapter/commands/settings.hpp"
#include "adapter/http/address.hpp"
#include "adapter/render/text_table.hpp"

#include <CLI/CLI.hpp>
#include <toml++/toml.h>

#include <cstdlib>
#include <regex>
#include <sstream>

namespace marrow::adapter {

namespace {

constexpr const char* about = R"(Each option of marrow serve can stand in a TOML file, under its name with _ for -,
or in the environment, in capitals after MARROW_: max_body = 1000000 in the file,
MARROW_MAX_BODY=1000000, --max-body 1000000. A flag goes before the environment,
the environment before the file. MARROW_STORE_KEY holds keys; the file of keys is
MARROW_STORE_KEY_FILE. What is repeatable is an array, or has commas between.
Paths are relative to the working directory. Examples:
  marrow config show > marrow.toml       all settings, as a file to begin with
  marrow config check marrow.toml
  marrow config show --config marrow.toml
                                         what is in force, and from where
  marrow serve --config marrow.toml)";

constexpr const char* check_examples =
    R"(Tables, policy, packages, keys and certificates that it names are read as well.
Exit status 2 and a line on standard error when something is wrong. Examples:
  marrow config check marrow.toml
  MARROW_CONFIG=marrow.toml marrow config check)";

constexpr const char* show_examples = R"(Takes the options of marrow serve. Passwords are not shown. Examples:
  marrow config show > marrow.toml
  marrow config show --config marrow.toml --max-body 1000000)";

struct config_arguments {
    std::string file;
    serve_arguments serve;
};

exit_status refuse(const fhir::fault& why, console& at)
{
    at.err << "marrow: " << why.text << "\n";
    return exit_status::usage;
}

exit_status check(const CLI::App& command, const config_arguments& asked, console& at)
{
    const auto all = settle(command, asked.file);
    if (!all) return refuse(all.error(), at);
    const auto address = http::read_address(asked.serve.serve.listen);
    if (!address) return refuse(address.error(), at);
    const auto ready = prepare(asked.serve);
    if (!ready) return refuse(ready.error(), at);
    at.out << (asked.file.empty() ? "The settings" : asked.file) << ": good\n";
    return exit_status::good;
}

/// The password of an address, with what may be one.
std::string without_password(const std::string& text)
{
    static const std::regex after_user{"://([^:@/?]*):.*@"};
    static const std::regex parameter{"(password=)[^&]*"};
    return std::regex_replace(std::regex_replace(text, after_user, "://$1:...@"), parameter, "$1...");
}

std::string as_toml(const setting& of, const std::string& value)
{
    if (of.is_switch() || of.is_number()) return value;
    std::ostringstream out;
    out << toml::toml_formatter{toml::value<std::string>{without_password(value)}, toml::format_flags::none};
    return out.str();
}

/// Where there is no value, the kind of it.
std::string as_toml(const setting& of)
{
    std::vector<std::string> all;
    for (const std::string& each : of.is_set() ? of.values() : std::vector{of.option->get_type_name()})
        all.push_back(as_toml(of, each));
    return of.is_list() ? "[" + joined(all) + "]" : all.back();
}

exit_status show(const CLI::App& command, const config_arguments& asked, console& at)
{
    const auto all = settle(command, asked.file);
    if (!all) return refuse(all.error(), at);
    const char* separator = "";
    for (const setting& each : *all) {
        at.out << separator << "# " << wrapped(each.option->get_description(), "# ", 98);
        if (!each.is_set()) at.out << "# ";
        at.out << each.key << " = " << as_toml(each) << "  # " << each.from << "\n";
        separator = "\n";
    }
    if (std::getenv("MARROW_STORE_KEY")) at.out << "\n# The keys in MARROW_STORE_KEY are not shown.\n";
    return exit_status::good;
}

}  // namespace

void add_config(CLI::App& to, console& at, action& chosen)
{
    CLI::App& group = *to.add_subcommand("config", "Check the settings of a server, or show what is in force");
    group.require_subcommand(1);
    group.footer(about);
    const auto asked = std::make_shared<config_arguments>();

    CLI::App& checks = *group.add_subcommand("check", "Whether a server could start with a file");
    checks.footer(check_examples);
    checks.add_option("file", asked->file, "Settings; without it the environment alone, with MARROW_CONFIG")
        ->type_name("FILE");

    CLI::App& shows = *group.add_subcommand("show", "All settings with what is in force, and from where");
    shows.footer(show_examples);
    add_config_option(shows, asked->file);

    for (CLI::App* const each : {&checks, &shows}) {
        each->option_defaults()->group("");
        add_serve_options(*each, asked->serve);
    }
    checks.callback([&checks, asked, &at, &chosen] {
        chosen = [&checks, asked, &at] { return check(checks, *asked, at); };
    });
    shows.callback([&shows, asked, &at, &chosen] { chosen = [&shows, asked, &at] { return show(shows, *asked, at); }; }
    );
}

}  // namespace marrow::adapter

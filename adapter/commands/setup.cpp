#include "adapter/commands/setup.hpp"

#include "adapter/commands/file.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;

namespace {

fhir::result<mappings::policy> read_policy(const std::string& path, const mappings::tables& known)
{
    if (path.empty()) return mappings::policy{};
    const fhir::result<std::string> text = read_file(path);
    if (!text) return fault{fault_kind::usage, text.error().text, {}, {}};
    fhir::result<mappings::policy> read = mappings::policy::parse(*text, known);
    if (read) return read;
    return fault{fault_kind::usage, placed(path, read.error().at) + read.error().text, {}, {}};
}

using fhir::validate::profiles::library;

fhir::result<std::unique_ptr<const library>> read_packages(const setup_options& from)
{
    std::vector<fhir::packages::package> all;
    for (const std::string& each : from.packages) {
        auto read = fhir::packages::package::read(std::filesystem::path{each});
        if (!read) return read.error();
        all.push_back(std::move(*read));
    }
    fhir::result<std::unique_ptr<const library>> made = std::unique_ptr<const library>{};
    if (!all.empty()) made = library::load(std::move(all));
    if (!made) return made;
    for (const std::string& each : from.profiles)
        if (!*made || !(*made)->holds(each))
            return fault{fault_kind::usage, "no package gives the profile " + each + " with a snapshot", {}, {}};
    return made;
}

}  // namespace

void add_tables_option(CLI::App& to, setup_options& into)
{
    to.add_option("--tables", into.tables, "Table files that go before the built-in ones (see: marrow tables --help)")
        ->type_name("DIR");
}

void add_policy_option(CLI::App& to, setup_options& into)
{
    to.add_option("--policy", into.policy, "How findings are weighed (see: marrow sample policy)")->type_name("FILE");
}

void add_release_option(CLI::App& to, setup_options& into)
{
    to.add_option("--fhir-version", into.release, "4.0, 4.3, 5.0, or auto: as the elements tell")
        ->type_name("VERSION")
        ->check(CLI::IsMember({"4.0", "4.3", "5.0", "auto"}).description(""))
        ->default_str("auto");
}

void add_scope_option(CLI::App& to, setup_options& into)
{
    to.add_option(
          "--only", into.only, "structure (is it valid FHIR), decision (does the add-on code stand), or all: both"
    )
        ->type_name("PART")
        ->check(CLI::IsMember({"structure", "decision", "all"}).description(""))
        ->capture_default_str();
}

void add_package_option(CLI::App& to, setup_options& into)
{
    to.add_option("--package", into.packages, "A FHIR package, .tgz or directory, whose profiles are known; repeatable")
        ->type_name("FILE")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
}

void add_profile_option(CLI::App& to, setup_options& into)
{
    to.add_option("--profile", into.profiles, "Hold submissions against this profile of a package; repeatable")
        ->type_name("URL")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
}

fhir::result<std::unique_ptr<const setup>> load(const setup_options& from)
{
    fhir::result<mappings::tables> known = mappings::tables::load(from.tables);
    if (!known) return fault{fault_kind::usage, placed(known.error()), {}, {}};
    fhir::result<mappings::policy> weighed = read_policy(from.policy, *known);
    if (!weighed) return weighed.error();
    if (from.max_issues) weighed->max_issues = *from.max_issues;
    examiner::options bounds;
    bounds.release = fhir::version_from(from.release);
    bounds.only = from.only == "structure"  ? examiner::scope::structure
                  : from.only == "decision" ? examiner::scope::decision
                                            : examiner::scope::all;
    if (bounds.only == examiner::scope::decision && !from.profiles.empty()) {
        return fault{
            fault_kind::usage,
            "--profile is about structure, which --only decision leaves out: leave out one of them.",
            {},
            {}};
    }
    auto profiles = read_packages(from);
    if (!profiles) return profiles.error();
    auto made = std::make_unique<setup>(setup{
        std::move(*known), std::move(*weighed), bounds, std::move(*profiles), from.profiles});
    made->bounds.profiles = made->profiles.get();
    made->bounds.asked = made->asked;
    return std::unique_ptr<const setup>{std::move(made)};
}

}  // namespace marrow::adapter

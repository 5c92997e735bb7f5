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
    return std::make_unique<const setup>(setup{std::move(*known), std::move(*weighed), bounds});
}

}  // namespace marrow::adapter

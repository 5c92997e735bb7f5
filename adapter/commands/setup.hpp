#pragma once

#include "adapter/examiner.hpp"
#include "fhir/validate/profiles/library.hpp"
#include "mappings/tables.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace marrow::adapter {

/// The options that say by what a submission is judged, common to several commands.
struct setup_options {
    std::string tables;  ///< directory; empty: built-in tables alone
    std::string policy;  ///< file; empty: defaults
    std::optional<std::size_t> max_issues;
    std::string release{"auto"};        ///< 4.0, 4.3, 5.0 or auto
    std::string only{"all"};            ///< structure, decision or all
    std::vector<std::string> packages;  ///< files and directories
    std::vector<std::string> profiles;  ///< canonical URLs
};

void add_tables_option(CLI::App& to, setup_options& into);
void add_policy_option(CLI::App& to, setup_options& into);
void add_release_option(CLI::App& to, setup_options& into);
void add_scope_option(CLI::App& to, setup_options& into);
void add_package_option(CLI::App& to, setup_options& into);
void add_profile_option(CLI::App& to, setup_options& into);

/// Tables, policy, profiles and bounds, loaded. Does not move, so that examiners may refer to it.
struct setup {
    mappings::tables known;
    mappings::policy weighed;
    examiner::options bounds;
    std::unique_ptr<const fhir::validate::profiles::library> profiles;  ///< null without a package
    std::vector<std::string> asked;                                     ///< profiles
};

/// A fault of kind usage when tables, policy or packages are wrong, or no package has a profile that is asked for.
fhir::result<std::unique_ptr<const setup>> load(const setup_options& from);

}  // namespace marrow::adapter

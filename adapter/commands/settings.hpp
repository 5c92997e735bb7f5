#pragma once

#include "fhir/fault.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace marrow::adapter {

/// An option of a command that a file and the environment can set as well: its flag is --max-body, its key in the file
/// max_body, its variable MARROW_MAX_BODY. Help, default and checks are those of the flag.
struct setting {
    CLI::Option* option;
    std::string key;
    std::string variable;
    std::string from{"default"};  ///< default, file PLACE, environment VARIABLE or flag FLAG

    bool is_switch() const;  ///< true or false
    bool is_list() const;    ///< given by several flags, an array of the file, or with commas by the variable
    bool is_number() const;
    bool is_set() const;                      ///< has a value, be it the default
    std::vector<std::string> values() const;  ///< in force
};

/// --config, the only option of a command, besides --help, that is no setting.
void add_config_option(CLI::App& to, std::string& into);

/// Gives what no flag has set the value of the environment, else that of the file; the file of an empty name is the one
/// that MARROW_CONFIG names, if any. An empty variable says nothing. A fault (usage, or unreadable) says where what is
/// wrong stands, and which known key a mistaken one is next to.
fhir::result<std::vector<setting>> settle(const CLI::App& command, std::string file);

}  // namespace marrow::adapter

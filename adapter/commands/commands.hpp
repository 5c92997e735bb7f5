#pragma once

#include "adapter/commands/command.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace marrow::adapter {

/// What the arguments ask for; set when they have been read.
using action = std::function<exit_status()>;

/// Each adds its command to the application; when it is asked for, `chosen` becomes its action.
/// Application, console and action must outlive the run.
void add_check(CLI::App& to, console& at, action& chosen);
void add_lines(CLI::App& to, console& at, action& chosen);
void add_path(CLI::App& to, console& at, action& chosen);
void add_explain(CLI::App& to, console& at, action& chosen);
void add_tables(CLI::App& to, console& at, action& chosen);
void add_sample(CLI::App& to, console& at, action& chosen);
void add_serve(CLI::App& to, console& at, action& chosen);
void add_config(CLI::App& to, console& at, action& chosen);
void add_diff(CLI::App& to, console& at, action& chosen);
void add_replay(CLI::App& to, console& at, action& chosen);
void add_store(CLI::App& to, console& at, action& chosen);

}  // namespace marrow::adapter

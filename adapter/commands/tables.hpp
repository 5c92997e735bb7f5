#pragma once

#include "adapter/commands/commands.hpp"

namespace marrow::adapter {

/// The two parts of `marrow tables`.
void add_tables_list(CLI::App& to, console& at, action& chosen);
void add_tables_import(CLI::App& to, console& at, action& chosen);

}  // namespace marrow::adapter

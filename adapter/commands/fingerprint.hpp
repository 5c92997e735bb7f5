#pragma once

#include "adapter/commands/setup.hpp"

#include <string>

namespace marrow::adapter {

/// SHA-256, in hexadecimal, of all that a submission is judged by besides the program's code: the built-in tables, and
/// the files of the table directory, of the policy and of the packages, with what is asked of them. A fault when one
/// cannot be read.
fhir::result<std::string> fingerprint(const setup_options& of);

}  // namespace marrow::adapter

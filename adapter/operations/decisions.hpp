#pragma once

#include "adapter/operations/operation.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter {

/// The path under which a decision is read.
std::string place_of_decision(std::string_view id);

/// The number that /_history/N asks for; 0 where none is asked for, none when it is no number of a version.
std::optional<std::uint32_t> version_asked(std::string_view text);

/// What stands beside the outcome of a decision that is kept.
reply reply_of(const store::decision& made);

/// Of an outcome that cannot be expanded.
fhir::fault broken_decision();

/// Of a server that keeps nothing.
fhir::fault nothing_is_kept();

}  // namespace marrow::adapter

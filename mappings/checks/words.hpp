#pragma once

#include "mappings/findings.hpp"
#include "mappings/line.hpp"

namespace marrow::mappings {

/// {line}, {code} and {date} of a line, as findings about it name them.
values about(const line& of);

/// The same with {other}, {other_line} and {other_date} of a second line.
values about(const line& of, const line& other);

}  // namespace marrow::mappings

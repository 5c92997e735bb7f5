#pragma once

#include <cstddef>
#include <istream>
#include <string>

namespace marrow::adapter {

enum class line_read : unsigned char { good, too_long, end };

/// Reads up to the next LF, which is dropped with a CR before it. A line over the bound is read past and comes back
/// empty as too_long. The end is told once nothing is left; in.bad() tells an error.
line_read read_line(std::istream& in, std::string& line, std::size_t bound);

/// Whether the input begins with a line that is a whole JSON object, followed by another object. Reads that far.
bool begins_as_ndjson(std::istream& in);

/// Whether a line could be a whole JSON object.
bool is_object_line(std::string_view line);

}  // namespace marrow::adapter

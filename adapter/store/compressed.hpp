#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter::store {

/// As one frame of Zstandard (RFC 8878), level 1, with its size in the header and a checksum at its end. Throws for
/// want of memory only.
std::string compressed(std::string_view bytes);

/// Appends what a frame holds; false when the frame is broken, or says no size or one of more than 1 GiB. Then nothing
/// is appended. Another whole frame may stand behind it, and nothing else.
bool expand(std::string_view frames, std::string& out);

/// The same of the frame behind the first.
bool expand_second(std::string_view frames, std::string& out);

/// Whether there is one.
bool has_second(std::string_view frames);

}  // namespace marrow::adapter::store

#pragma once

#include <string>
#include <string_view>

namespace marrow::mappings {

/// Text in UTF-8 without byte order mark. Known are UTF-8, UTF-16 (by mark or name), ISO-8859-1 and Windows-1252 (read
/// as one); text of any other charset stays as it is, so that at least its ASCII words are found.
std::string to_utf8(std::string bytes, std::string_view charset);

/// Appends a code point as UTF-8; nothing for what is none.
void append_utf8(std::string& out, char32_t code);

}  // namespace marrow::mappings

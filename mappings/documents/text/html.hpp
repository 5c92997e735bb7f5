#pragma once

#include "mappings/documents/text/reader.hpp"

#include <string_view>

namespace marrow::mappings {

/// Appends the text between the tags of HTML or of a Narrative's div: block elements and line breaks end a clause,
/// scripts, styles and comments are left out, character references are resolved. Linear.
void append_html(std::string_view html, extracted& out);

}  // namespace marrow::mappings

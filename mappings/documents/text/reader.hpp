#pragma once

#include "mappings/tables.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace marrow::mappings {

/// What was taken out of documents.
struct extracted {
    static constexpr std::size_t most = 4u << 20;  ///< bytes of text looked at; the rest of a document is passed over

    std::string text;    ///< UTF-8; a blank line ends a clause
    bool indications{};  ///< there was a section of indications with something in it

    bool is_full() const { return text.size() >= most; }
};

/// A media type (RFC 9110, section 8.3) with the one parameter that matters here, both in lower case.
struct content_type {
    std::string type;
    std::string charset;

    static content_type parse(std::string_view text);
};

/// Appends the text of one document of a format. False when it cannot be looked into.
using text_reader = bool (*)(std::string bytes, const content_type& of, const tables& known, extracted& out);

/// The reader of a format; null for one that is not read.
text_reader reader_of(const content_type& format);

}  // namespace marrow::mappings

#pragma once

#include "mappings/documents/text/reader.hpp"

namespace marrow::mappings::testing {

inline const tables& known()
{
    static const tables loaded = tables::load().value();
    return loaded;
}

/// The text of a document of that content type; none when it is not read.
inline std::optional<extracted> text_of(std::string_view type, std::string bytes)
{
    const content_type format = content_type::parse(type);
    const text_reader read = reader_of(format);
    extracted out;
    if (!read || !read(std::move(bytes), format, known(), out)) return std::nullopt;
    return out;
}

/// White space made one space, blank lines made " | ", so that rows can be compared.
inline std::string squeezed(std::string_view text)
{
    std::string out;
    bool space = false;
    std::size_t breaks = 0;
    for (const char c : text) {
        if (c == '\n') ++breaks;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            space = true;
            continue;
        }
        if (space && !out.empty()) out += breaks > 1 ? " | " : " ";
        space = false;
        breaks = 0;
        out += c;
    }
    return out;
}

}  // namespace marrow::mappings::testing

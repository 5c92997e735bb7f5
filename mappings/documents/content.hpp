#pragma once

#include "mappings/checks/context.hpp"
#include "mappings/documents/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace marrow::mappings {

/// Bytes of decoded data looked at in one document; an attachment that goes beyond is told as not read.
inline constexpr std::size_t most_document_bytes = 20u << 20;

struct content_reading {
    bool is_whole{true};           ///< there is content, and no data contradict their hash or size
    std::vector<attachment> read;  ///< the attachments whose data are whole and of a format that is read
};

/// documentation-not-read, with the format where it is one that is well known.
void tell_not_read(const attachment& of, context& with, values about);

/// Tells documentation-empty, -altered and -not-read, and reference-guessed of an attachment's url.
content_reading judge_content(const document& of, context& with, const values& about);

}  // namespace marrow::mappings

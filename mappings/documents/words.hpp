#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// One word of a text: a run of letters and digits without regard to the case of ASCII letters, known by its hash.
struct word {
    std::uint64_t hash;
    std::uint32_t clause;  ///< number of the clause it stands in
};

/// Appends the words of UTF-8 text, clauses numbered from 0. Hyphens, slashes and other signs separate words as spaces
/// do. A clause ends at . ; : , ! ? (not between digits), at a blank line and at the mark of a list item.
void split_words(std::string_view text, std::vector<word>& out);

}  // namespace marrow::mappings

#include "mappings/documents/phrases.hpp"

#include <vector>

namespace marrow::mappings {

std::optional<std::uint32_t> phrase_book::add(std::string_view phrase)
{
    std::vector<word> words;
    split_words(phrase, words);
    if (words.empty() || words.size() > longest) return std::nullopt;
    const std::uint64_t first = words.front().hash;
    beginnings_[first / 64 % 16] |= std::uint64_t{1} << (first % 64);
    std::uint32_t node = 0;
    for (const word& each : words) {
        const auto [next, is_new] = steps_.try_emplace(step{each.hash, node}, nodes_);
        if (is_new) ++nodes_;
        node = next->second;
    }
    return ends_.try_emplace(node, static_cast<std::uint32_t>(ends_.size())).first->second;
}

}  // namespace marrow::mappings

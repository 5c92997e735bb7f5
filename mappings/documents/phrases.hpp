#pragma once

#include "mappings/documents/words.hpp"
#include "mappings/lookup.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

namespace marrow::mappings {

/// Phrases of one submission (codes, and what a Procedure is called), looked for word by word, across clauses.
class phrase_book {
public:
    static constexpr std::size_t longest = 24;

    /// The number of the phrase; the same for one that was added before. None for one without a word or of more than
    /// `longest` words.
    std::optional<std::uint32_t> add(std::string_view phrase);

    /// Calls `found(number)` for each phrase that the words begin with.
    /// At most `longest` steps, however many phrases there are.
    template <class Found>
    void at(std::span<const word> words, Found&& found) const
    {
        if (words.empty() || !may_begin(words.front().hash)) return;
        std::uint32_t node = 0;
        for (std::size_t taken = 0; taken < words.size(); ++taken) {
            const auto next = steps_.find({words[taken].hash, node});
            if (next == steps_.end()) return;
            node = next->second;
            if (const auto end = ends_.find(node); end != ends_.end()) found(end->second);
        }
    }

    std::size_t size() const { return ends_.size(); }

private:
    using step = std::tuple<std::uint64_t, std::uint32_t>;  ///< hash of the word, node it leads from

    bool may_begin(std::uint64_t hash) const { return beginnings_[hash / 64 % 16] >> (hash % 64) & 1; }

    lookup<step, std::uint32_t> steps_;           ///< a trie, whose root is node 0
    lookup<std::uint32_t, std::uint32_t> ends_;   ///< node to phrase
    std::array<std::uint64_t, 16> beginnings_{};  ///< bits of the first words, to pass over most others
    std::uint32_t nodes_{1};
};

}  // namespace marrow::mappings

#pragma once

#include "mappings/documents/phrases.hpp"
#include "mappings/documents/words.hpp"
#include "mappings/tables.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace marrow::mappings {

/// What was said in texts without a negation before it.
struct spoken {
    std::vector<bool> terms;    ///< by index of the term
    std::vector<bool> phrases;  ///< by number of a phrase_book

    bool has_phrase(std::uint32_t number) const { return number < phrases.size() && phrases[number]; }
};

/// The terms of the tables, ready to be looked for in one pass. A negation reaches six words on and no further than its
/// clause; one of kind act-negation negates acts alone (terms of kind reason, and phrases). No term reaches across the
/// end of a clause.
class term_matcher {
public:
    explicit term_matcher(std::span<const term> terms);

    /// Adds to `out` what the words say. Linear in the words for given terms.
    void look(std::span<const word> words, const phrase_book& phrases, spoken& out) const;

    /// The same for a short text and terms alone.
    void look(std::string_view text, spoken& out) const;

    /// Whether a term of that kind was spoken that serves the act and the site.
    bool said(const spoken& in, std::string_view kind, act what, device_site where) const;

    /// Whether a term of that kind was spoken that serves every act and site.
    bool said_of_any_act(const spoken& in, std::string_view kind) const;

    /// Whether a term was spoken that says this very site.
    bool said_site(const spoken& in, device_site where) const;

private:
    enum class role : std::uint8_t { thing, act, negation, act_negation };

    /// Neighbours in words_, alternatives_ or groups_.
    struct range {
        std::size_t first{};
        std::size_t count{};
    };
    struct pattern {
        range groups;
        role is{};
        std::size_t kind{};  ///< into kinds_
        std::optional<act> what;
        std::optional<device_site> where;
    };
    struct start {
        std::uint64_t word;
        std::size_t pattern;
        std::size_t alternative;
    };
    /// The words from which on nothing is negated any more.
    struct reach {
        std::size_t things{};
        std::size_t acts{};
    };

    std::size_t number_of(std::string_view kind) const;
    void compile(const term& from, std::vector<start>& starts);
    range compile_group(std::string_view alternatives);
    std::size_t match(std::span<const word> words, std::size_t at, range alternative) const;
    std::size_t match_rest(std::span<const word> words, std::size_t end, range groups) const;
    void look_at(std::span<const word> words, std::size_t at, reach& negated, spoken& out) const;
    void hear(std::span<const word> words, std::size_t at, const start& from, reach& negated, spoken& out) const;
    bool is_negated(std::span<const word> words, std::size_t at, std::size_t end, role is, const reach& negated) const;
    bool may_begin(std::uint64_t hash) const { return filter_[hash / 64 % filter_.size()] >> (hash % 64) & 1; }

    std::vector<std::string> kinds_;
    std::vector<std::uint64_t> words_;
    std::vector<range> alternatives_;
    std::vector<range> groups_;
    std::vector<pattern> patterns_;
    std::vector<start> starts_;                       ///< those of one word are neighbours
    std::unordered_map<std::uint64_t, range> index_;  ///< first word to its starts
    std::vector<std::uint64_t> filter_;               ///< bits of the first words, to pass over most others
};

}  // namespace marrow::mappings

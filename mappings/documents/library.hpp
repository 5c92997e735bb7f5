#pragma once

#include "mappings/checks/context.hpp"
#include "mappings/documents/judge.hpp"
#include "mappings/documents/terms.hpp"
#include "mappings/documents/text/reader.hpp"
#include "mappings/lookup.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace marrow::mappings {

/// A document that counts for a line.
struct exhibit {
    const document* of{};
    const judgement* judged{};
    std::uint32_t number{};  ///< in the collector
    bool by_primary{};       ///< linked to the primary's Procedure
};

/// What a document says.
struct reading {
    spoken heard;
    bool indications{};  ///< in a section of indications
};

/// Reads the texts of documents, each at most once.
class text_library {
public:
    explicit text_library(context& with) : with_{with}, words_{with.known.matcher()} {}

    /// Tells documentation-not-read when the text turns out not to be there.
    const reading& read(const exhibit& shown, const values& about);

    /// The phrases that name a primary's procedure: its code, and what it and its Procedures are called.
    const std::vector<std::uint32_t>& names_of(const line& primary);

    const term_matcher& words() const { return words_; }

private:
    void learn_names();
    void add_names(const line& of);
    void add_names(const fhir::json::value& concept_, std::vector<std::uint32_t>& to);
    bool read_attachment(const attachment& from, extracted& to) const;

    context& with_;
    const term_matcher& words_;
    phrase_book phrases_;  ///< of all primaries, so that a document is read once for all lines
    lookup<const line*, std::vector<std::uint32_t>> names_;
    bool knows_names_{};
    std::deque<std::optional<reading>> readings_;  ///< by number of the document; a deque, for references stay valid
    std::vector<word> scratch_;
};

}  // namespace marrow::mappings

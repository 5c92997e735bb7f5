#pragma once

#include "fhir/earlier.hpp"
#include "fhir/entry_index.hpp"
#include "fhir/json/value.hpp"
#include "fhir/reference.hpp"
#include "fhir/resource.hpp"
#include "fhir/version.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir {

/// One FHIR payload with its index, and the resources received before it. Refers to the document, which must outlive
/// it. Built in time linear in the number of entries; order of entries never matters. Entries are those of the root
/// alone, never of a Bundle within. One thread at a time.
class submission {
public:
    /// What is longer leads nowhere: many elements may share one text, and each would read it all.
    static constexpr std::size_t longest_reference = 4'096;   ///< bytes of a literal reference or URL
    static constexpr std::size_t longest_identifier = 1'024;  ///< bytes of system and value together

    /// `earlier` are entries of payloads received before, oldest first, those of one payload together. They and their
    /// documents must outlive the submission, and so must the text of `sender`. They are resolved to, and are no
    /// entries of it.
    submission(
        const json::document& of, version release, std::span<const entry> earlier = {}, std::string_view sender = {}
    );
    submission(const submission&) = delete;
    submission& operator=(const submission&) = delete;

    const json::document& source() const { return *source_; }
    const json::value& root() const { return source_->root(); }
    version release() const { return release_; }
    bool is_bundle() const { return is_bundle_; }
    std::span<const entry> entries() const { return entries_; }
    std::span<const entry> earlier() const { return earlier_.entries(); }
    bool has_earlier() const { return !earlier_.empty(); }
    /// Whether the resource was received earlier.
    bool is_earlier(const resource& one) const { return earlier_.holds(one.owner); }

    /// Resolves a Reference element (reference, identifier), or the reference of a CodeableReference, that stands in
    /// `from`, in this order:
    /// #contained, in the resource of the entry that owns `from`; by bundle.html#references absolute, urn: and relative
    /// URLs against fullUrl, versioned ones against meta.versionId, a conditional reference
    /// (Type?identifier=system|value) and a Reference.identifier by identifier among the entries; by name (names.hpp)
    /// what was received earlier, of several the newest; last, type and id of exactly one entry (guessed).
    /// In a lone resource only #contained resolves. A reference that stands in an earlier resource goes by names alone,
    /// and leads to an entry of the submission before any earlier one.
    resolved resolve(const json::value& reference, const resource& from) const;

    /// The same for a bare URL (attachment.url).
    resolved resolve_url(const json::value& url, const resource& from) const;

    /// Within the payload: nothing earlier is looked at, and nothing remembered.
    resolved resolve_here(const json::value& reference, const resource& from) const;
    resolved resolve_url_here(std::string_view url, const resource& from) const;

    /// What resolve() asked for in vain: names (names.hpp) in the order in which they were first asked for, each once,
    /// those of the first earlier_resources::most_missed references that stand in the submission or in what it led to.
    std::vector<std::string> unresolved() const { return earlier_.missed(); }

    /// Remembers by which element an earlier resource was come to, as resolve() does: here, that it points to.
    void come_to(const resource& target, const json::value& by) const;

    /// Where to point for an element that a decision speaks of: the element itself; for one of an earlier resource, the
    /// reference of the submission by which it was come to. Never an element of another document.
    const json::value& place_of(const json::value& element) const;

    /// The FHIRPath of that place (path_to).
    std::string path_of(const json::value& element) const;

    /// Has the memory of entries that are read soon come while something else is done: of a large submission most of
    /// the time is spent waiting for it. Of each entry the last few kilobytes, of rows past the end nothing.
    void fetch(std::size_t first_row, std::size_t end_row) const;

private:
    resolved by_rules(const literal_reference& literal, const resource& from) const;
    resolved by_identifier(const json::value& reference, const literal_reference& literal) const;
    resolved by_name(const json::value& reference, const resource& from) const;
    resolved by_guess(const literal_reference& literal) const;
    resolved resolve_own(const json::value& at, const resource& from, bool looks_back) const;
    resolved resolve_earlier(const json::value& at, const resource& from) const;
    resolved resolve_any(const json::value& at, const resource& from) const;

    const json::document* source_;
    version release_;
    bool is_bundle_;
    mutable entry_index index_;
    std::vector<entry> entries_;
    mutable earlier_resources earlier_;
};

/// The literal of a Reference without outer spaces; empty when it has more than submission::longest_reference bytes.
std::string_view literal_of(const json::value& reference);

/// The same, or a bare URL.
std::string_view literal_at(const json::value& reference_or_url);

/// The type a reference says it leads to: Reference.type, which may be the URL of a type, else that of its literal.
std::string_view type_asked(const json::value& reference, const literal_reference& literal);

/// The version that elements of the payload betray (Procedure.occurrence[x] is R5, Procedure.performed[x] is not);
/// R4 when nothing does.
version detect_version(const json::document& of);

}  // namespace marrow::fhir

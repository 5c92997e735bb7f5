#pragma once

#include "fhir/entry_index.hpp"
#include "fhir/json/value.hpp"
#include "fhir/reference.hpp"
#include "fhir/resource.hpp"
#include "fhir/version.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir {

/// One FHIR payload with its index. Refers to the document, which must outlive it.
/// Built in time linear in the number of entries; order of entries never matters. Entries are those of the root alone,
/// never of a Bundle within. One thread at a time.
class submission {
public:
    /// What is longer leads nowhere: many elements may share one text, and each would read it all.
    static constexpr std::size_t longest_reference = 4'096;   ///< bytes of a literal reference or URL
    static constexpr std::size_t longest_identifier = 1'024;  ///< bytes of system and value together

    submission(const json::document& of, version release);
    submission(const submission&) = delete;
    submission& operator=(const submission&) = delete;

    const json::document& source() const { return *source_; }
    const json::value& root() const { return source_->root(); }
    version release() const { return release_; }
    bool is_bundle() const { return is_bundle_; }
    std::span<const entry> entries() const { return entries_; }

    /// Resolves a Reference element (reference, identifier), or the reference of a CodeableReference, that stands in
    /// `from`, in the order of bundle.html#references:
    /// #contained, in the resource of the entry that owns `from`; absolute, urn: and relative URLs against fullUrl;
    /// versioned ones against meta.versionId;
    /// a conditional reference (Type?identifier=system|value) and a Reference.identifier by identifier among the
    /// entries; last, type and id of exactly one entry (guessed). In a lone resource only #contained resolves.
    resolved resolve(const json::value& reference, const resource& from) const;

    /// The same for a bare URL (attachment.url).
    resolved resolve_url(std::string_view url, const resource& from) const;

private:
    resolved by_rules(const literal_reference& literal, const resource& from) const;
    resolved by_guess(const literal_reference& literal) const;

    const json::document* source_;
    version release_;
    bool is_bundle_;
    std::vector<entry> entries_;
    mutable entry_index index_;
};

/// The literal of a Reference without outer spaces; empty when it has more than submission::longest_reference bytes.
std::string_view literal_of(const json::value& reference);

/// The version that elements of the payload betray (Procedure.occurrence[x] is R5, Procedure.performed[x] is not);
/// R4 when nothing does.
version detect_version(const json::document& of);

}  // namespace marrow::fhir

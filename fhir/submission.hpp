#pragma once

#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir {

/// An entry of the Bundle; for a submission that is a Claim or Procedure alone, the one entry is that resource.
struct entry {
    const json::value* node{};      ///< the entry element (the root for a lone resource)
    const json::value* resource{};  ///< never null; the missing value in an entry without resource
    std::string_view full_url;
    std::string_view type;
    std::string_view id;
    std::uint32_t index{};          ///< in Bundle.entry, as sent
};

/// A resource of the submission: that of an entry, or one contained in it.
struct resource {
    const json::value* node{};
    const entry* owner{};

    explicit operator bool() const { return node != nullptr; }
    std::string_view type() const { return (*node)[json::name::resourceType].text(); }
    const json::value& operator[](json::name member) const { return (*node)[member]; }
    friend bool operator==(const resource& a, const resource& b) { return a.node == b.node; }
};

/// How a reference ended.
enum class resolution : std::uint8_t {
    found,      ///< by the rules of the standard
    guessed,    ///< against the rules, by type and id, with exactly one match (the finding reference-guessed)
    ambiguous,  ///< more than one resource answers to it
    not_found,  ///< it names something, which is not in the submission
    no_target   ///< it names nothing that could be looked for: display alone, or empty
};

struct resolved {
    resolution how{resolution::no_target};
    resource target; ///< set for found and guessed alone

    explicit operator bool() const { return bool{target}; }
};

/// One FHIR payload with its index. Refers to the document, which must outlive it.
/// Built in time linear in the number of entries but for one sort; order of entries never matters.
class submission {
public:
    submission(const json::document& of, version release);

    const json::document& source() const { return *source_; }
    const json::value& root() const { return source_->root(); }
    version release() const { return release_; }
    bool is_bundle() const { return is_bundle_; }
    std::span<const entry> entries() const { return entries_; }

    /// Resolves a Reference element (reference, identifier) that stands in `from`, in the order of bundle.html#references:
    /// #contained; absolute, urn: and relative URLs against fullUrl; versioned ones against meta.versionId;
    /// a conditional reference (Type?identifier=system|value) and a Reference.identifier by identifier among the entries;
    /// last, type and id of exactly one entry (guessed).
    resolved resolve(const json::value& reference, const resource& from) const;

    /// The same for a bare URL (attachment.url).
    resolved resolve_url(std::string_view url, const resource& from) const;

private:
    struct key {
        std::uint64_t hash;
        std::string_view text;
        std::uint32_t entry;
    };

    resolved by_full_url(std::string_view url, std::string_view wanted_version) const;
    resolved by_type_and_id(std::string_view type, std::string_view id) const;
    resolved by_identifier(std::string_view type, std::string_view system, std::string_view value) const;
    resolved contained_in(const json::value& container, std::string_view id, const entry& owner) const;

    const json::document* source_;
    version release_;
    bool is_bundle_{};
    std::vector<entry> entries_;
    std::vector<key> by_url_;         ///< sorted by hash, then text
    std::vector<key> by_id_;          ///< "Type/id"
    mutable std::vector<key> by_identifier_; ///< "system|value", made when first asked for
    mutable bool identifiers_known_{};
};

/// The version that elements of the payload betray (Procedure.occurrence[x] is R5, Procedure.performed[x] is not);
/// R4 when nothing does.
version detect_version(const json::document& of);

}  // namespace marrow::fhir

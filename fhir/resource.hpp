#pragma once

#include "fhir/json/value.hpp"

#include <cstdint>
#include <string_view>

namespace marrow::fhir {

/// An entry of the Bundle; for a submission that is a Claim or Procedure alone, the one entry is that resource.
struct entry {
    const json::value* node{};                     ///< the entry element (the root for a lone resource)
    const json::value* resource{};                 ///< never null; the missing value in an entry without resource
    const json::value* contained{&json::missing};  ///< what the resource contains; never null
    std::string_view full_url{};
    std::string_view type{};        ///< of equal types most share one text
    std::string_view id{};          ///< the resource's; where it has none, that of a RESTful fullUrl of its type
    std::string_view version_id{};  ///< meta.versionId
    std::string_view sender{};      ///< of the payload; empty: nobody said
    std::uint32_t index{};          ///< in Bundle.entry, as sent
};

/// A resource of the submission: that of an entry, or one contained in it.
struct resource {
    const json::value* node{};
    const entry* owner{};

    explicit operator bool() const { return node != nullptr; }
    std::string_view type() const
    {
        return owner && owner->resource == node ? owner->type : (*node)[json::name::resourceType].text();
    }
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
    resource target;  ///< set for found and guessed alone

    explicit operator bool() const { return bool{target}; }
};

}  // namespace marrow::fhir

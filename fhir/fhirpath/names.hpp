#pragma once

#include "fhir/json/value.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::fhir::fhirpath {

/// The member names of one document that FHIR does not know, and which of its names are siblings (`_birthDate`) of
/// which. Made once for a document, in time n log n of the names unknown to FHIR.
class document_names {
public:
    explicit document_names(const json::document& of);

    /// none where the document has no such name.
    json::name number(std::string_view spelling) const;

    bool has_siblings() const { return !by_plain_.empty(); }

    /// The sibling of an element's name, and the element a sibling belongs to; none where there is none.
    json::name sibling_of(json::name plain) const;
    json::name plain_of(json::name sibling) const;

private:
    using pair = std::pair<json::name, json::name>;

    std::vector<std::pair<std::string_view, json::name>> unknown_;  ///< sorted by spelling
    std::vector<pair> by_plain_;
    std::vector<pair> by_sibling_;
};

}  // namespace marrow::fhir::fhirpath

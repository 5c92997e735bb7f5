#pragma once

#include "fhir/json/value.hpp"
#include "fhir/version.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// One document of a $submit-attachment.
struct attached {
    std::vector<std::string_view> lines;  ///< Claim.item.sequence; none: it is for the whole claim
    const fhir::json::value* code{};      ///< CodeableConcept; null: none was sent
    const fhir::json::value* content{};   ///< a resource
};

/// The Parameters of CDex $submit-attachment, as far as they matter here.
struct attachment_request {
    const fhir::json::value* tracking{};  ///< Identifier with system and value
    std::vector<attached> all;

    /// A fault (not_fhir) says what is missing or of another kind.
    static fhir::result<attachment_request> read(const fhir::json::document& from);
};

/// Writes what is kept of it: a Bundle of DocumentReferences, around what is none, each pointing to the claim by its
/// identifier, and by an extension of that reference to its lines. The same for the same Parameters.
std::string bundle_of(const attachment_request& asked, const fhir::json::document& in, fhir::version release);

}  // namespace marrow::adapter

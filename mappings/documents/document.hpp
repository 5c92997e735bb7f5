#pragma once

#include "fhir/submission.hpp"

#include <cstdint>
#include <vector>

namespace marrow::mappings {

enum class document_kind : std::uint8_t { none, reference, report, composition, bundle, binary, answers, attachment };

/// The kind of a resource: DocumentReference, DiagnosticReport, Composition, Bundle of type document, Binary or
/// QuestionnaireResponse; none for all else.
document_kind kind_of(const fhir::resource& resource);

/// A document of the submission.
struct document {
    document_kind kind{};
    const fhir::json::value* root{};  ///< the resource, or supportingInfo.valueAttachment
    fhir::resource from;              ///< the resource, or the Claim an attachment stands in
    fhir::resource body;              ///< what says type, status and patient: the resource, the Composition of a Bundle
    const fhir::json::value* information{};  ///< the first supportingInfo entry that led to it; null when none did

    /// What says its type: `type` or `code` of the body, else `supportingInfo.code`.
    const fhir::json::value& type() const;
};

document make_document(const fhir::resource& resource, const fhir::json::value* information);
document make_inline_document(const fhir::json::value& information, const fhir::resource& claim);

/// One place of a document that holds bytes: an Attachment, or the Binary itself.
struct attachment {
    const fhir::json::value* element{};
    const fhir::json::value*
        data{};  ///< base64, own or of the Binary of the submission that `url` names; null when none
    std::string_view content_type;
    bool is_elsewhere{};  ///< there is a url, which leads to no Binary of the submission
    bool is_guessed{};    ///< the url led to its Binary against the rules (reference-guessed)

    bool has_content() const { return data || is_elsewhere; }
};

std::vector<attachment> attachments_of(const document& of, const fhir::submission& within);

}  // namespace marrow::mappings

#include "adapter/operations/operation_rows.hpp"

namespace marrow::adapter {

namespace {

constexpr bool in = false;
constexpr bool out = true;

constexpr parameter_row from_parts[] = {
    {"code", out, 0, "1", "string", "FHIRPath of the element that gave the code."},
    {"modifiers", out, 0, "1", "string", "The same of the modifiers, with commas between."},
    {"units", out, 0, "1", "string", "The same of the units."},
    {"serviceDate", out, 0, "1", "string", "The same of the service date."},
    {"placeOfService", out, 0, "1", "string", "The same of the place of service."},
    {"diagnoses", out, 0, "1", "string", "The same of the diagnoses."},
    {"practitioner", out, 0, "1", "string", "The same of the practitioner."},
    {"patient", out, 0, "1", "string", "The same of the patient."},
};

constexpr parameter_row line_parts[] = {
    {"code", out, 1, "1", "code", "CPT or HCPCS code."},
    {"modifier", out, 0, "*", "code", "Modifiers in their order."},
    {"units", out, 0, "1", "integer", "Units; a decimal where they pass the range of an integer."},
    {"serviceDate", out, 0, "1", "Period", "First and last day of the service."},
    {"placeOfService", out, 0, "1", "code", "Place of service code of CMS."},
    {"diagnosis", out, 0, "*", "code", "Diagnosis codes in the order of the pointers."},
    {"practitioner",
     out,
     0,
     "1",
     "Reference",
     "Who did it, as referred to; where there is no reference, a string: the FHIRPath of the element."},
    {"patient", out, 0, "1", "Reference", "For whom, in the same way."},
    {"at", out, 1, "1", "string", "FHIRPath of the element that makes the line."},
    {"from", out, 0, "1", "", "Where each field came from.", from_parts},
};

constexpr parameter_row lines_parameters[] = {
    {"resource", in, 1, "1", "Resource", "A Bundle, Claim or Procedure. It may be the body itself."},
    {"line", out, 0, "*", "", "One a line, in the order of the submission.", line_parts},
};

constexpr parameter_row submit_parameters[] = {
    {"resource",
     in,
     1,
     "1",
     "Resource",
     "A Claim, or a Bundle of type collection that begins with one and has what it refers to. It may be the body "
     "itself."},
    {"return",
     out,
     1,
     "1",
     "Resource",
     "A ClaimResponse for a Claim; for a Bundle, a Bundle that begins with the ClaimResponse."},
};

constexpr parameter_row message_parameters[] = {
    {"content", in, 1, "1", "Bundle", "The message: the body itself."},
    {"async", in, 0, "1", "boolean", "true is refused: a message is answered at once."},
    {"response-url", in, 0, "1", "uri", "Refused: the answer is the response."},
    {"return", out, 0, "1", "Bundle", "A message with the OperationOutcome."},
};

constexpr parameter_row attachment_parts[] = {
    {"LineItem", in, 0, "*", "string", "Claim.item.sequence of a line it is for; none: it is for the whole claim."},
    {"Code", in, 0, "1", "CodeableConcept", "What it is; taken for the type of a document that has none."},
    {"Content",
     in,
     1,
     "1",
     "Resource",
     "A DocumentReference with its data inline; any other resource is kept as the content of one. Signatures are not "
     "verified."},
};

constexpr parameter_row attachment_parameters[] = {
    {"TrackingId", in, 1, "1", "Identifier", "With system and value: the claim has it among its identifiers."},
    {"AdminRefNumber", in, 0, "1", "Identifier", "Not used."},
    {"AttachTo", in, 1, "1", "code", "claim or preauthorization."},
    {"PayerId", in, 0, "1", "Identifier", "Not used."},
    {"OrganizationId", in, 0, "1", "Identifier", "Who sends it; this or ProviderId has to be there."},
    {"ProviderId", in, 0, "1", "Identifier", "Who sends it; this or OrganizationId has to be there."},
    {"MemberId", in, 1, "1", "Identifier", "Of whom the documents are."},
    {"ServiceDate", in, 0, "1", "dateTime", "Date of service; has to be there for a claim, to the day."},
    {"Attachment", in, 1, "*", "", "The documents.", attachment_parts},
    {"Final", in, 0, "1", "boolean", "Not used: each document is looked at when it comes."},
    {"return", out, 1, "1", "OperationOutcome", "Whether the claim is here, or the documents are held for it."},
};

constexpr parameter_row validate_parameters[] = {
    {"resource", in, 0, "1", "Resource", "What is validated. It may be the body itself."},
    {"mode", in, 0, "1", "code", "create, update, delete or profile; update and delete of an instance alone."},
    {"profile", in, 0, "1", "uri", "Canonical of a profile that the server has loaded."},
    {"return",
     out,
     1,
     "1",
     "OperationOutcome",
     "What was found; an issue of severity information where that is nothing."},
};

constexpr std::string_view claim[] = {"Claim"};
constexpr std::string_view validated[] = {"Bundle", "Claim", "Procedure"};

constexpr operation_row rows[] = {
    {"cpt-lines",
     "cpt-lines",
     "CptLines",
     "CPT lines of a submission",
     "The lines of CPT and HCPCS codes that a submission makes, each field with the element that it came from.",
     "",
     {},
     true,
     false,
     false,
     false,
     false,
     true,
     lines_parameters},
    {"process-message",
     "process-message",
     "ProcessMessage",
     "Process a message",
     "Decides the Claims and Procedures of a message. The id of its MessageHeader is the key under which the same "
     "answer is given again. Findings of severity error make the response fatal-error.",
     "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message",
     {},
     true,
     false,
     false,
     true,
     false,
     false,
     message_parameters},
    {"submit",
     "submit",
     "SubmitClaim",
     "Submit a Claim",
     "Decides a Claim, or a Bundle of Da Vinci PAS, and answers with a ClaimResponse: an adjudication an item, an "
     "error "
     "an error that was found. 200 whenever it could be decided.",
     "http://hl7.org/fhir/OperationDefinition/Claim-submit",
     claim,
     false,
     true,
     false,
     true,
     false,
     true,
     submit_parameters},
    {"submit-attachment",
     "submit-attachment",
     "SubmitAttachment",
     "Submit an attachment",
     "Takes documents for a claim that has come or is to come (Da Vinci CDex). What waits for one is decided anew. "
     "413 where there is too much: send each document in an operation of its own, or smaller ones.",
     "http://hl7.org/fhir/us/davinci-cdex/OperationDefinition/submit-attachment",
     {},
     true,
     false,
     false,
     true,
     true,
     true,
     attachment_parameters},
    {"validate",
     "validate",
     "Validate",
     "Validate a submission",
     "Decides a submission and keeps nothing of it: what is found is what would be found on submission.",
     "http://hl7.org/fhir/OperationDefinition/Resource-validate",
     validated,
     false,
     true,
     true,
     false,
     false,
     false,
     validate_parameters},
};

}  // namespace

std::span<const operation_row> operation_rows()
{
    return rows;
}

}  // namespace marrow::adapter

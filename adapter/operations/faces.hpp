#pragma once

#include "adapter/operations/operation.hpp"

namespace marrow::adapter {

/// POST [base]/Claim/$submit: a Claim, a Bundle that begins with one, or Parameters with either as `resource`. 200 with
/// a ClaimResponse, or a Bundle that begins with one, whenever it could be decided. Kept as a submission is.
fhir::result<reply> submit_claim(const question& asked, std::string& out);

/// GET [base]/ClaimResponse/ID: that of the last decision; with /_history/N that of another.
fhir::result<reply> read_claim_response(const question& asked, std::string& out);

/// POST [base]/$process-message: a message, answered with one that holds the OperationOutcome. The id of its
/// MessageHeader is its key: what comes again under it, in whatever envelope, gets the same answer.
fhir::result<reply> process_message(const question& asked, std::string& out);

/// POST [base]/$submit-attachment of CDex: keeps the documents for the claim that has the TrackingId as an identifier,
/// come or not yet. What waits for one is decided anew.
fhir::result<reply> submit_attachment(const question& asked, std::string& out);

/// GET [base]/OperationDefinition/ID, and [base]/OperationDefinition?url=.
fhir::result<reply> read_operation_definition(const question& asked, std::string& out);
fhir::result<reply> search_operation_definitions(const question& asked, std::string& out);

/// Whether a submission is handed in to it, that is kept if it can be.
bool takes_submissions(operation one);

}  // namespace marrow::adapter

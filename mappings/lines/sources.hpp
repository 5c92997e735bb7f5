#pragma once

#include "fhir/submission.hpp"
#include "mappings/findings.hpp"
#include "mappings/line.hpp"
#include "mappings/lines/claim_lists.hpp"
#include "mappings/lines/people.hpp"
#include "mappings/tables.hpp"

#include <span>
#include <vector>

namespace marrow::mappings {

/// What the reading of lines shares: the submission, the tables, who was met so far, and what there is to say.
struct line_desk {
    const fhir::submission& of;
    const tables& known;
    std::vector<remark>& remarks;
    people who;

    /// The resource a reference leads to, if any; a guess is remarked (reference-guessed).
    fhir::resource follow(const fhir::json::value& reference, const fhir::resource& from);
};

/// One Claim, its lists and the Procedures its own list names.
struct claim_desk {
    fhir::resource claim;
    claim_lists lists;
    std::vector<std::pair<const fhir::json::value*, fhir::resource>>
        procedures;  ///< by entry of Claim.procedure, in order
    claim_type type{};
    bool preauthorization{};

    /// The Procedure that an entry of Claim.procedure names; empty when it names none of the submission.
    fhir::resource procedure_of(const fhir::json::value* entry) const;
};

/// The fields of a line, each from its sources in the order of the contract. Each function reads what earlier ones set:
/// procedures, then date, then the rest.

void set_service_date(line& made, const claim_desk* claim);
void set_place(line& made, const claim_desk* claim, line_desk& desk);
void set_diagnoses(line& made, const claim_desk* claim, line_desk& desk);
void set_practitioners(line& made, const claim_desk* claim, line_desk& desk);

/// The day or days a Procedure was performed, with the element.
std::optional<fhir::days> performed_on(const fhir::resource& procedure, const fhir::json::value** from);

}  // namespace marrow::mappings

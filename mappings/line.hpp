#pragma once

#include "fhir/primitives.hpp"
#include "fhir/submission.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// A value with the element it came from.
struct sourced_code {
    std::string code;
    const fhir::json::value* from{};
};

/// A number for somebody: equal for two references exactly when they lead to one resource or share an identifier.
using person_key = std::uint32_t;
inline constexpr person_key nobody = UINT32_MAX;

/// A practitioner behind a line.
struct person {
    person_key key{nobody};
    const fhir::json::value*
        entry{};  ///< the careTeam entry or performer it is named by; the reference itself otherwise
    const fhir::json::value* reference{};     ///< the Reference element as sent
    fhir::resource from;                      ///< the resource it stands in
    fhir::resource role;                      ///< the PractitionerRole it leads to, if any
    fhir::resource practitioner;              ///< the Practitioner, if the submission holds it
    const fhir::json::value* organization{};  ///< of the role, or performer.onBehalfOf
    const fhir::json::value* specialty{};     ///< the careTeam's qualification, for want of the role's
};

/// What Claim.type says, as far as it matters.
enum class claim_type : std::uint8_t { professional, institutional, other };

/// One CPT or HCPCS line, each field with its source. Views and pointers refer to the submission.
struct line {
    const fhir::json::value* at{};    ///< the element that makes the line: item, detail, subDetail or Procedure
    const fhir::json::value* item{};  ///< the Claim.item; null for a line of a Procedure
    fhir::resource claim;             ///< empty for a line of a Procedure
    std::uint32_t claim_number{};     ///< lines of one number stand together; those of Procedures share the last one
    claim_type type{};                ///< of the claim; professional for a line of a Procedure
    bool is_unclaimed{};              ///< of a Procedure in a submission that holds Claims too: it is on none of them
    std::string label;                ///< how texts name it: "2" (item.sequence), "2.1" (detail), "P1" (Procedure)

    sourced_code code;
    const fhir::json::value* code_concept{};
    std::vector<sourced_code> modifiers;
    std::optional<std::int64_t> units{1};  ///< none when the quantity is no positive whole number
    const fhir::json::value* quantity{};  ///< null when absent
    std::optional<fhir::days> service;
    const fhir::json::value* service_from{};
    std::optional<sourced_code> place;
    std::vector<sourced_code> diagnoses;  ///< codes in pointer order, or the reasons of the Procedure
    bool has_diagnosis{};                 ///< a pointer or a reason was there, coded or not
    std::vector<person> practitioners;    ///< the responsible one first
    std::vector<fhir::resource> procedures;
    std::vector<const fhir::json::value*> pointed;  ///< entries of the claim's lists that its pointers lead to
    std::vector<const fhir::json::value*>
        information;                     ///< entries of supportingInfo that its informationSequence names
    const fhir::json::value* patient{};  ///< the Reference element
    fhir::resource patient_from;         ///< the resource that reference stands in
    person_key patient_key{nobody};
    bool preauthorization{};  ///< the claim speaks of what is still to come
};

}  // namespace marrow::mappings

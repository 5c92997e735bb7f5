#pragma once

#include "fhir/submission.hpp"
#include "mappings/findings.hpp"
#include "mappings/line.hpp"
#include "mappings/tables.hpp"

#include <span>
#include <vector>

namespace marrow::mappings {

/// What a CodeableConcept says as a CPT or HCPCS code.
struct code_reading {
    enum class source : std::uint8_t { none, own, mapped };

    source how{source::none};
    sourced_code code;                    ///< `from` is the coding's code (own) or the coding (mapped)
    std::vector<sourced_code> modifiers;  ///< glued to the code: 20703:RT, 20703-RT, 20703 RT
    bool ambiguous{};                     ///< more than one code and nothing decides: no code is given
    std::vector<remark> remarks;          ///< aliases, malformed codes, ambiguity
};

/// The CPT coding of the concept (under any alias of the system), else its HCPCS Level II coding.
code_reading read_code(const fhir::json::value& concept_, const tables& known);

/// The code that the ConceptMaps of the tables give for the other codings of the concept; dependsOn is held against the
/// Procedures behind the line. A mapping whose conditions hold goes before one without any.
code_reading map_code(
    const fhir::json::value& concept_,
    std::span<const fhir::resource> procedures,
    const fhir::submission& of,
    const tables& known
);

/// That neither coding nor ConceptMap gives a code (line-not-mapped); at `otherwise` when there is no concept.
remark unmapped(const fhir::json::value& concept_, const fhir::json::value& otherwise, const tables& known);

/// That the codes lead to more than one CPT code, two of which are shown (line-mapping-ambiguous).
remark ambiguity(const fhir::json::value& at, const std::string& code, const std::string& other);

/// Four digits, then a digit or one of A F T U M.
bool has_cpt_form(std::string_view code);

}  // namespace marrow::mappings

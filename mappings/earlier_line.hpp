#pragma once

#include "fhir/primitives.hpp"
#include "fhir/submission.hpp"
#include "mappings/line.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace marrow::mappings {

inline constexpr std::size_t most_names_kept = 64;  ///< of each kind, of one line

/// A line of a message received earlier, as it is kept for those that come after. All names are as in fhir/names.hpp.
struct earlier_line {
    std::string code;
    std::vector<std::string> modifiers;
    fhir::days service;
    bool is_professional{};                  ///< of a professional claim, or of a Procedure by itself
    std::vector<std::string> patient;        ///< never empty
    std::vector<std::string> practitioners;  ///< empty: unknown
    std::vector<std::string> from;           ///< the Claim or Procedure that makes the line
    std::vector<std::string> procedures;     ///< the Procedures behind it
};

/// What a message leaves for later ones.
struct kept_lines {
    std::vector<earlier_line> lines;

    /// Names of the Claims and Procedures of the message, whether they make lines or not, and of the claims that they
    /// replace (Claim.related): lines of earlier messages that are `from` one of these are of no account any more.
    std::vector<std::string> replaces;
};

/// The lines of a decision that can matter to later ones: performed, dated, of a patient that can be named. They hold
/// no names of people and no dates of birth, but identifiers and URLs, which are data of the patient all the same.
kept_lines lines_to_keep(std::span<const line> lines, const fhir::submission& of);

std::vector<std::string> patient_names(const line& of, const fhir::submission& in);
std::vector<std::string> practitioner_names(const line& of);
std::vector<std::string> procedure_names(const line& of);
std::vector<std::string> replaced_names(const fhir::submission& of);  ///< kept_lines::replaces

}  // namespace marrow::mappings

#pragma once

#include "fhir/issue.hpp"
#include "fhir/submission.hpp"
#include "fhir/wording.hpp"
#include "mappings/lookup.hpp"
#include "mappings/tables.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace marrow::mappings {

using values = fhir::wording;

/// Placeholders that are filled with the path of an element, made only for what is told.
using element_places = std::vector<std::pair<std::string_view, const fhir::json::value*>>;

/// A finding before it is weighed: what a reader of lines or a check has to say. The code is one of the findings
/// table; `at` is not empty; a level replaces that of the table where the contract has a milder or a harder case.
struct remark {
    std::string_view code;
    std::vector<const fhir::json::value*> at;
    values with;
    std::optional<fhir::severity> level;
};

/// That a finding applies and where; the words come later, from its row.
struct finding {
    const finding_row* row{};
    fhir::severity level{};
    std::vector<const fhir::json::value*> at;  ///< never empty
    values with;                               ///< what fills the placeholders of the row's texts
    element_places told_at;                    ///< the same for those that name an element
};

/// Where checks put what they find. Gives each its severity: that of the row, or the one the check names for a
/// milder or harder case; a severity of the policy goes before both. What lies in an earlier resource is told at the
/// place of the submission that led there.
class findings {
public:
    findings(const fhir::submission& of, const tables& known, const policy& weighed)
        : of_{of}, tables_{known}, policy_{weighed}
    {
    }

    /// The same code at the same elements is told once. Returns the severity it was given.
    fhir::severity
    add(std::string_view code,
        std::vector<const fhir::json::value*> at,
        values with = {},
        std::optional<fhir::severity> level = {},
        element_places told_at = {});
    fhir::severity add(remark told) { return add(told.code, std::move(told.at), std::move(told.with), told.level); }

    std::span<const finding> all() const { return found_; }

private:
    const fhir::submission& of_;
    const tables& tables_;
    const policy& policy_;
    std::vector<finding> found_;
    lookup_set<std::tuple<const finding_row*, std::vector<const fhir::json::value*>>> told_;
};

/// Words them, ordered by the place of the first element, then by code. Above the policy's cap the gravest are kept,
/// and a last issue at the root says how many are not shown; without any finding one issue says so.
std::vector<fhir::issue> to_issues(std::span<const finding> found, const policy& weighed, const fhir::submission& of);

/// The text when it has the form of a code: at most 20 letters, digits, dots and hyphens, with a digit among them where
/// it has more than two characters, as codes of procedures, diagnoses, modifiers, places and documents have. Otherwise
/// none, so that a name or free text in a code's place never gets into an outcome.
std::optional<std::string> shown(std::string_view code);

/// The text of a sequence number or of units, when it is a number of at most 20 characters: a text in the place of one
/// could be anything.
std::optional<std::string> shown_number(const fhir::json::value& sent);

}  // namespace marrow::mappings

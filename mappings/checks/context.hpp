#pragma once

#include "fhir/submission.hpp"
#include "mappings/checks/extent.hpp"
#include "mappings/checks/history.hpp"
#include "mappings/findings.hpp"
#include "mappings/line.hpp"
#include "mappings/tables.hpp"

#include <functional>
#include <span>
#include <vector>

namespace marrow::mappings {

/// Where each of the five things is documented: an element of a resource, or the root of a document; null when nowhere.
struct documented {
    const fhir::json::value* device{};
    const fhir::json::value* site{};
    const fhir::json::value* primary{};
    const fhir::json::value* removal{};         ///< the necessity of the line's own act
    const fhir::json::value* primary_reason{};  ///< the necessity of the primary
};

/// A line whose code is checked as an add-on, with what was found for it.
struct add_on_line {
    const line* of{};
    const family_code* family{};            ///< null for an add-on outside the family (policy add_ons = "all")
    const line* primary{};                  ///< the best candidate; null when there was none
    const earlier_line* earlier_primary{};  ///< instead of one: it was received earlier
    const line* implant_removal{};          ///< the line of last resort, told already as primary-is-implant-removal
    bool is_refused{};                      ///< the finding about its primary, or about what it rests on, is an error
    std::vector<const fhir::json::value*> documents;  ///< elements of the documents that counted, in order of arrival
    std::vector<const fhir::json::value*> judged;     ///< roots of every document looked at, acceptable or not
    documented said_by;
    std::vector<extent> rests_on;  ///< where an error speaks against its acceptance
};

/// What every check sees.
struct context {
    const fhir::submission& of;
    const tables& known;
    const policy& weighed;
    std::span<const line> lines;
    std::vector<add_on_line> add_ons;  ///< in the order of their lines
    findings& out;
    std::span<const fhir::json::value* const> broken{};  ///< elements with an error of structure
    history earlier;
};

/// Lines that are checked in one go, with the add-ons among them.
struct batch {
    std::span<const line> lines;
    std::span<add_on_line> add_ons;
};

/// A check under way.
using running = std::function<void(const batch&)>;

struct check {
    /// A check of a claim sees the lines of one claim, or those of Procedures, at a time.
    enum class scope : std::uint8_t { claim, submission };

    running (*begin)(context&);  ///< once for a submission
    scope sees;
};

/// Runs all checks: pairing with the primary comes before the documents, the verdict last.
void run_checks(context& with);

}  // namespace marrow::mappings

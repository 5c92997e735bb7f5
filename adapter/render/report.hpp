#pragma once

#include "adapter/examiner.hpp"
#include "adapter/render/line_fields.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace marrow::adapter {

/// A finding, or a fault, as it goes out; detached from the submission.
struct reported_issue {
    fhir::severity level{};
    std::string code;  ///< of the finding; the issue type where there is none
    std::string type;  ///< issue type
    std::string text;
    std::string mend;
    std::string value;  ///< of the element pointed to, where it is a code, a date or a number; otherwise empty
    std::vector<std::string> expressions;
    std::uint32_t line{};  ///< of the file, from 1; 0: unknown
    std::uint32_t column{};
    std::string carc;
    std::string rarc;
};

/// What is reported of one submission.
struct report {
    std::string name;       ///< of the file
    std::uint32_t line{1};  ///< of the file, at which the submission begins
    bool is_line{};         ///< a line of NDJSON
    bool unreadable{};      ///< the input could not be read
    std::string about;      ///< "Bundle, FHIR 4.0"; empty for a fault
    fhir::severity worst{fhir::severity::information};
    std::vector<line_fields> lines;
    std::vector<std::string>
        verdicts;  ///< one a line: "with line 1" for an add-on that was accepted, or "not accepted"
    std::vector<reported_issue> issues;
    std::string outcome;  ///< OperationOutcome; only where asked for, and then there are no lines and issues

    /// "bundle.json", and for a line of NDJSON "stdin:17".
    std::string title() const { return is_line ? name + ":" + std::to_string(line) : name; }
};

/// Adds lines and issues to a report whose name and line are set.
void describe(
    report& into, const examiner::reading& of, const mappings::decision& decided, const mappings::tables& known
);

/// Adds a fault as its only issue.
void describe(report& into, const fhir::fault& failed);

}  // namespace marrow::adapter

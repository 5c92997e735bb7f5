#pragma once

#include "fhir/issue.hpp"
#include "fhir/submission.hpp"
#include "mappings/tables.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::mappings {

using values = std::vector<std::pair<std::string_view, std::string>>;

/// That a finding applies and where; the words come later, from its row.
struct finding {
    const finding_row* row{};
    fhir::severity level{};
    std::vector<const fhir::json::value*> at; ///< never empty
    values with;                              ///< what fills the placeholders of the row's texts
};

/// Where checks put what they find. Gives each its severity: that of the row, or the one the check names for a
/// milder case; a severity of the policy goes before both.
class findings {
public:
    findings(const tables& known, const policy& weighed) : tables_{known}, policy_{weighed} {}

    /// `code` must be one of the findings table. The same code at the same first element is told once.
    void add(
        std::string_view code,
        std::vector<const fhir::json::value*> at,
        values with = {},
        std::optional<fhir::severity> milder = {}
    );

    std::span<const finding> all() const { return found_; }

private:
    const tables& tables_;
    const policy& policy_;
    std::vector<finding> found_;
};

/// Words, orders and caps them.
std::vector<fhir::issue> to_issues(std::span<const finding> found, const policy& weighed);

}  // namespace marrow::mappings

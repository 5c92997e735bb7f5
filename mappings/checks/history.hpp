#pragma once

#include "fhir/submission.hpp"
#include "mappings/earlier_line.hpp"
#include "mappings/lookup.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// Lines of earlier messages, by patient. Those that this submission replaces (kept_lines::replaces) are passed over.
class history {
public:
    history(const fhir::submission& of, std::span<const earlier_line> lines);

    bool empty() const { return lines_.empty(); }

    static constexpr std::size_t most = 1'024;  ///< lines of one patient that are looked at

    /// Those of the line's patient, each once.
    std::span<const earlier_line* const> beside(const line& of);

private:
    const fhir::submission& of_;
    std::span<const earlier_line> lines_;
    lookup<std::string_view, std::vector<const earlier_line*>> by_patient_;     ///< by each of the patient's names
    lookup<const fhir::json::value*, std::vector<const earlier_line*>> known_;  ///< by Reference to the patient
};

/// Whether two lists of names have one in common.
bool share_a_name(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace marrow::mappings

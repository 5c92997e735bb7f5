#pragma once

#include "fhir/submission.hpp"
#include "mappings/earlier_line.hpp"
#include "mappings/lookup.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::mappings {

/// Names, to be asked whether another list has one of them.
class name_set {
public:
    explicit name_set(const std::vector<std::string>& names) : names_{names.begin(), names.end()} {}

    bool empty() const { return names_.empty(); }
    bool shares_one_with(const std::vector<std::string>& others) const;

private:
    lookup_set<std::string> names_;
};

/// Lines of earlier messages, by patient. Those that this submission replaces (kept_lines::replaces) are passed over.
/// So that hostile submissions stay linear, all lines together look at most_looks of them.
class history {
public:
    static constexpr std::size_t most = 256;  ///< lines of one patient that are looked at
    static constexpr std::size_t most_looks = 200'000;

    history(const fhir::submission& of, std::span<const earlier_line> lines);

    bool empty() const { return by_patient_.empty(); }

    /// Those of the line's patient, each once.
    std::span<const earlier_line* const> beside(const line& of);

    /// Remembers that a finding speaks of it.
    void speaks_of(const earlier_line& one);
    std::vector<std::string> spoken_of() const { return {spoken_of_.begin(), spoken_of_.end()}; }

private:
    const std::vector<const earlier_line*>& of_patient(const line& of);

    const fhir::submission& of_;
    lookup<std::string_view, std::vector<const earlier_line*>> by_patient_;     ///< by each of the patient's names
    lookup<const fhir::json::value*, std::vector<const earlier_line*>> known_;  ///< by Reference to the patient
    lookup_set<std::string> spoken_of_;                                         ///< earlier_line::from
    std::size_t looks_left_{most_looks};
};

}  // namespace marrow::mappings

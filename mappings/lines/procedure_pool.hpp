#pragma once

#include "fhir/submission.hpp"
#include "mappings/lines/sources.hpp"
#include "mappings/lookup.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace marrow::mappings {

/// The Procedures of a submission, and which of them already stand behind an item. A Procedure is in it when it is an
/// entry, or contained and pointed to by a Claim or by partOf.
class procedure_pool {
public:
    void add(const fhir::resource& procedure, line_desk& desk);

    void take(const fhir::resource& procedure) { states_[procedure.node].taken = true; }
    /// It belongs to a claim that is not active, and makes no line.
    void withdraw(const fhir::resource& procedure) { states_[procedure.node].withdrawn = true; }
    /// It belongs to a preauthorization: it need not be performed yet.
    void expect(const fhir::resource& procedure) { states_[procedure.node].expected = true; }
    bool is_expected(const fhir::resource& procedure) const { return state_of(procedure).expected; }

    /// Takes a Procedure of that code, patient and first day that nothing else has; empty when there is none.
    fhir::resource take_like(const line& made, line_desk& desk);

    /// Those that nothing has taken, in the order of the submission.
    std::vector<fhir::resource> free() const;

private:
    struct state {
        bool known{};
        bool taken{};
        bool withdrawn{};
        bool expected{};
    };
    using likeness = std::tuple<std::string, person_key, std::int64_t>;  ///< code, patient, day

    state state_of(const fhir::resource& procedure) const;
    void index(line_desk& desk);

    std::vector<fhir::resource> all_;
    lookup<const fhir::json::value*, state> states_;
    lookup<likeness, std::vector<fhir::resource>> alike_;  ///< in reverse order
    bool indexed_{};
};

}  // namespace marrow::mappings

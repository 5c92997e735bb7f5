#pragma once

#include "fhir/submission.hpp"
#include "mappings/lines/sources.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace marrow::mappings {

/// The Procedures of a submission, and which of them already stand behind an item. A Procedure is in it when it is an
/// entry, or contained and pointed to by a Claim or by partOf.
class procedure_pool {
public:
    void add(const fhir::resource& procedure, line_desk& desk);

    void take(const fhir::resource& procedure) { taken_.insert(procedure.node); }
    /// It belongs to a claim that is not active, and makes no line.
    void withdraw(const fhir::resource& procedure) { withdrawn_.insert(procedure.node); }
    /// It belongs to a preauthorization: it need not be performed yet.
    void expect(const fhir::resource& procedure) { expected_.insert(procedure.node); }
    bool is_expected(const fhir::resource& procedure) const { return expected_.contains(procedure.node); }

    /// Takes a Procedure of that code, patient and first day that nothing else has; empty when there is none.
    fhir::resource take_like(const line& made, line_desk& desk);

    /// Those that nothing has taken, in the order of the submission.
    std::vector<fhir::resource> free() const;

private:
    void index(line_desk& desk);

    std::vector<fhir::resource> all_;
    std::set<const fhir::json::value*> known_;
    std::set<const fhir::json::value*> taken_;
    std::set<const fhir::json::value*> withdrawn_;
    std::set<const fhir::json::value*> expected_;
    std::map<std::string, std::vector<fhir::resource>> alike_;  ///< by code, patient and day; in reverse order
    bool indexed_{};
};

}  // namespace marrow::mappings

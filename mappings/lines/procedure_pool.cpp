#include "mappings/lines/procedure_pool.hpp"

#include "mappings/lines/code_reader.hpp"

#include <algorithm>
#include <utility>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

void procedure_pool::add(const fhir::resource& procedure, line_desk& desk)
{
    std::vector<fhir::resource> met{procedure};
    while (!met.empty()) {
        const fhir::resource next = met.back();
        met.pop_back();
        if (std::exchange(states_[next.node].known, true)) continue;
        all_.push_back(next);
        for (const value& part : next[name::partOf].each()) {
            if (!part[name::reference].text().starts_with('#')) continue;
            const fhir::resource whole = desk.follow(part, next);
            if (whole && whole.type() == "Procedure") met.push_back(whole);
        }
    }
}

fhir::resource procedure_pool::take_like(const line& made, line_desk& desk)
{
    if (!made.service) return {};
    index(desk);
    const std::int64_t day = made.service->first.time_since_epoch().count();
    const auto found = alike_.find(likeness{made.code.code, desk.who.settled(made.patient_key), day});
    if (found == alike_.end()) return {};
    while (!found->second.empty()) {
        const fhir::resource like = found->second.back();
        found->second.pop_back();
        if (!std::exchange(states_[like.node].taken, true)) return like;
    }
    return {};
}

procedure_pool::state procedure_pool::state_of(const fhir::resource& procedure) const
{
    const auto found = states_.find(procedure.node);
    return found == states_.end() ? state{} : found->second;
}

std::vector<fhir::resource> procedure_pool::free() const
{
    std::vector<fhir::resource> out;
    std::ranges::copy_if(all_, std::back_inserter(out), [this](const fhir::resource& procedure) {
        const state is = state_of(procedure);
        return !is.taken && !is.withdrawn;
    });
    return out;
}

void procedure_pool::index(line_desk& desk)
{
    if (indexed_) return;
    indexed_ = true;
    const std::vector<fhir::resource> candidates = free();
    for (auto at = candidates.rbegin(); at != candidates.rend(); ++at) {
        const code_reading reading = read_code((*at)[name::code], desk.known);
        const value* from = nullptr;
        const auto performed = performed_on(*at, &from);
        if (reading.code.code.empty() || !performed) continue;
        const value& subject = (*at)[name::subject];
        const person_key patient = desk.who.settled(desk.who.meet(subject, *at, desk.follow(subject, *at), {}));
        const std::int64_t day = performed->first.time_since_epoch().count();
        alike_[likeness{reading.code.code, patient, day}].push_back(*at);
    }
}

}  // namespace marrow::mappings

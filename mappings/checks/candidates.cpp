#include "mappings/checks/candidates.hpp"

#include "fhir/coding.hpp"
#include "mappings/lines/reader.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// Claim.procedure.type of an entry that the line points to says primary.
bool is_called_primary(const line& of)
{
    return std::ranges::any_of(of.pointed, [](const value* entry) {
        if (!(*entry)[name::procedureReference] && !(*entry)[name::procedureCodeableConcept]) return false;
        return std::ranges::any_of((*entry)[name::type].each(), [](const value& type) {
            return std::ranges::any_of(fhir::codings_of(type), [](const value& coding) {
                return coding[name::code].text() == "primary";
            });
        });
    });
}

}  // namespace

candidates::candidates(const fhir::submission& of, const tables& known, std::span<const line> lines)
    : of_{of}, known_{known}
{
    if (!lines.empty()) by_claim_.resize(lines.back().claim_number + std::size_t{1});
    for (const line& each : lines) {
        claim_summary& claim = by_claim_[each.claim_number];
        claim.lines.push_back(&each);
        claim.surgical_or_add_on += is_surgical_or_add_on(each);
        if (!claim.last_resort && known.role_of(each.code.code) == candidate_role::last_resort)
            claim.last_resort = &each;
        by_patient_[each.patient_key].push_back(&each);
        for (const fhir::resource& procedure : each.procedures)
            by_procedure_.emplace(procedure.node, &each);
    }
}

std::vector<candidate> candidates::named(const line& add_on) const
{
    constexpr std::size_t most_named = 32;
    std::size_t looks = 0;
    std::vector<candidate> out;
    for (const fhir::resource& procedure : add_on.procedures) {
        for (const value& part : procedure[name::partOf].each()) {
            if (looks++ == most_named) return out;
            const fhir::resource whole = of_.resolve(part, procedure).target;
            if (!whole || whole.type() != "Procedure") continue;
            const auto made = by_procedure_.find(whole.node);
            if (made != by_procedure_.end()) {
                if (made->second != &add_on && can_be_primary(add_on.code.code, made->second->code.code)) {
                    out.push_back({made->second, {}});
                }
            } else if (!was_performed(whole)) {
                out.push_back({nullptr, whole});
            }
        }
    }
    return out;
}

std::vector<candidate> candidates::beside(const line& add_on)
{
    const auto [at, is_new] = beside_.try_emplace(asked{add_on.claim_number, add_on.code.code});
    if (is_new) at->second = ranked(add_on.code.code, by_claim_.at(add_on.claim_number).lines);
    std::vector<candidate> out;
    std::ranges::copy_if(at->second, std::back_inserter(out), [&](const candidate& c) { return c.of != &add_on; });
    return out;
}

std::vector<candidate> candidates::elsewhere(const line& add_on)
{
    if (add_on.patient_key == nobody) return {};
    const auto [at, is_new] = elsewhere_.try_emplace(asked{add_on.patient_key, add_on.code.code});
    if (is_new) at->second = ranked(add_on.code.code, by_patient_.at(add_on.patient_key));
    std::vector<candidate> out;
    std::ranges::copy_if(at->second, std::back_inserter(out), [&](const candidate& c) {
        return c.of->claim_number != add_on.claim_number;
    });
    return out;
}

const line* candidates::last_resort(const line& add_on) const
{
    const line* found = by_claim_.at(add_on.claim_number).last_resort;
    return found == &add_on ? nullptr : found;
}

bool candidates::is_alone(const line& add_on) const
{
    const std::size_t itself = is_surgical_or_add_on(add_on) ? 1 : 0;
    return by_claim_.at(add_on.claim_number).surgical_or_add_on == itself;
}

bool candidates::is_surgical_or_add_on(const line& of) const
{
    return known_.is_surgical(of.code.code) || known_.is_add_on(of.code.code);
}

bool candidates::is_listed(std::string_view add_on, std::string_view primary) const
{
    return std::ranges::any_of(known_.edits_of(add_on), [&](const add_on_edit& row) { return row.primary == primary; });
}

bool candidates::can_be_primary(std::string_view add_on, std::string_view code) const
{
    if (is_listed(add_on, code)) return true;
    const auto rows = known_.edits_of(add_on);
    const bool takes_any = !rows.empty() && rows.front().type == 2;
    if (takes_any) return code != add_on;
    return known_.is_surgical(code) && !known_.is_add_on(code) && !known_.role_of(code);
}

std::vector<candidate> candidates::ranked(std::string_view add_on, std::span<const line* const> among) const
{
    std::vector<std::pair<int, candidate>> rows;
    for (const line* other : among) {
        if (!can_be_primary(add_on, other->code.code)) continue;
        const int rank = is_called_primary(*other) ? 0 : is_listed(add_on, other->code.code) ? 1 : 2;
        rows.push_back({rank, {other, {}}});
    }
    std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.first; });
    std::vector<candidate> out;
    for (std::size_t i = 0; i < rows.size() && i <= most; ++i)
        out.push_back(rows[i].second);
    return out;
}

}  // namespace marrow::mappings

#include "mappings/checks/history.hpp"

#include <algorithm>

namespace marrow::mappings {

bool name_set::shares_one_with(const std::vector<std::string>& others) const
{
    return !empty() && std::ranges::any_of(others, [&](const std::string& each) { return names_.contains(each); });
}

history::history(const fhir::submission& of, std::span<const earlier_line> lines) : of_{of}
{
    if (lines.empty()) return;
    const name_set replaced{replaced_names(of)};
    for (const earlier_line& each : lines) {
        if (replaced.shares_one_with(each.from)) continue;
        for (const std::string& name : each.patient)
            by_patient_[name].push_back(&each);
    }
}

const std::vector<const earlier_line*>& history::of_patient(const line& of)
{
    const auto [at, is_new] = known_.try_emplace(of.patient);
    std::vector<const earlier_line*>& found = at->second;
    if (!is_new) return found;
    for (const std::string& name : patient_names(of, of_)) {
        const auto theirs = by_patient_.find(name);
        if (theirs == by_patient_.end()) continue;
        for (const earlier_line* each : theirs->second) {
            if (found.size() == most) return found;
            if (std::ranges::find(found, each) == found.end()) found.push_back(each);
        }
    }
    return found;
}

void history::speaks_of(const earlier_line& one)
{
    spoken_of_.insert(one.from.begin(), one.from.end());
}

std::span<const earlier_line* const> history::beside(const line& of)
{
    if (empty()) return {};
    const std::vector<const earlier_line*>& found = of_patient(of);
    if (found.size() > looks_left_) return {};
    looks_left_ -= found.size();
    return found;
}

}  // namespace marrow::mappings

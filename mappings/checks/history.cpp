#include "mappings/checks/history.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

bool knows_any(const lookup_set<std::string>& names, const std::vector<std::string>& of)
{
    return std::ranges::any_of(of, [&](const std::string& each) { return names.contains(each); });
}

}  // namespace

history::history(const fhir::submission& of, std::span<const earlier_line> lines) : of_{of}, lines_{lines}
{
    if (lines.empty()) return;
    lookup_set<std::string> replaced;
    for (std::string& each : replaced_names(of))
        replaced.insert(std::move(each));
    for (const earlier_line& each : lines) {
        if (knows_any(replaced, each.from)) continue;
        for (const std::string& name : each.patient)
            by_patient_[name].push_back(&each);
    }
}

std::span<const earlier_line* const> history::beside(const line& of)
{
    const auto [at, is_new] = known_.try_emplace(of.patient);
    std::vector<const earlier_line*>& found = at->second;
    if (!is_new || by_patient_.empty()) return found;
    for (const std::string& name : patient_names(of, of_)) {
        const auto theirs = by_patient_.find(name);
        if (theirs == by_patient_.end()) continue;
        for (const earlier_line* each : theirs->second)
            if (found.size() < most && std::ranges::find(found, each) == found.end()) found.push_back(each);
    }
    return found;
}

bool share_a_name(std::span<const std::string> a, std::span<const std::string> b)
{
    return std::ranges::any_of(a, [&](const std::string& each) { return std::ranges::find(b, each) != b.end(); });
}

}  // namespace marrow::mappings

#include "mappings/lines/claim_lists.hpp"

#include <algorithm>
#include <charconv>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

std::optional<std::int64_t> whole_number(const value& sent)
{
    const std::string_view text = sent.text();
    std::int64_t number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

numbered_list::numbered_list(const value& claim, name list, name pointers) : list_{list}, pointers_{pointers}
{
    for (const value& entry : claim[list].each()) {
        if (const auto number = whole_number(entry[name::sequence])) entries_.emplace_back(*number, &entry);
    }
    std::ranges::stable_sort(entries_, {}, [](const auto& numbered) { return numbered.first; });
}

const value* numbered_list::find(std::int64_t sequence) const
{
    const auto at = std::ranges::lower_bound(entries_, sequence, {}, [](const auto& entry) { return entry.first; });
    return at != entries_.end() && at->first == sequence ? at->second : nullptr;
}

numbered_list::pointed numbered_list::follow(const value& item) const
{
    pointed out;
    for (const value& pointer : item[pointers_].each()) {
        const auto number = whole_number(pointer);
        const value* entry = number ? find(*number) : nullptr;
        if (entry) {
            out.entries.push_back(entry);
        } else {
            out.dangling.push_back(&pointer);
        }
    }
    return out;
}

std::vector<std::pair<const value*, const value*>> numbered_list::doubled() const
{
    std::vector<std::pair<const value*, const value*>> out;
    for (std::size_t i = 1, first = 0; i < entries_.size(); ++i) {
        if (entries_[i].first == entries_[first].first) {
            out.emplace_back(entries_[i].second, entries_[first].second);
        } else {
            first = i;
        }
    }
    return out;
}

claim_lists::claim_lists(const value& claim)
    : care_team{claim, name::careTeam, name::careTeamSequence},
      diagnosis{claim, name::diagnosis, name::diagnosisSequence},
      procedure{claim, name::procedure, name::procedureSequence},
      information{claim, name::supportingInfo, name::informationSequence}
{
}

}  // namespace marrow::mappings

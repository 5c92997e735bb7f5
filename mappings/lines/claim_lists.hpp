#pragma once

#include "fhir/json/value.hpp"
#include "mappings/findings.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::mappings {

/// One numbered list of a Claim (careTeam, diagnosis, procedure, supportingInfo), found by sequence number.
class numbered_list {
public:
    /// `pointers` is the element of an item that points into the list.
    numbered_list(const fhir::json::value& claim, fhir::json::name list, fhir::json::name pointers);

    /// The entry of that number; of several, the first. Null when none bears it.
    const fhir::json::value* find(std::int64_t sequence) const;

    struct pointed {
        std::vector<const fhir::json::value*> entries;   ///< in pointer order
        std::vector<const fhir::json::value*> dangling;  ///< the pointers that lead nowhere
    };
    pointed follow(const fhir::json::value& item) const;

    /// The later entries that bear a number already taken, each with the entry that took it.
    std::vector<std::pair<const fhir::json::value*, const fhir::json::value*>> doubled() const;

    fhir::json::name list() const { return list_; }

private:
    fhir::json::name list_;
    fhir::json::name pointers_;
    std::vector<std::pair<std::int64_t, const fhir::json::value*>> entries_;  ///< by number, then in order sent
};

struct claim_lists {
    explicit claim_lists(const fhir::json::value& claim);

    numbered_list care_team;
    numbered_list diagnosis;
    numbered_list procedure;
    numbered_list information;
};

/// A whole number, sent as number or as string; none for anything else.
std::optional<std::int64_t> whole_number(const fhir::json::value& sent);

}  // namespace marrow::mappings

#pragma once

#include "fhir/submission.hpp"
#include "mappings/line.hpp"
#include "mappings/lookup.hpp"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace marrow::mappings {

/// Tells who is who: every reference that is met gets a key, and two keys are joined when they lead to one resource,
/// share an identifier with system and value, or, where they lead nowhere, name the same type and id to one sender, or
/// the same location (fhir/names.hpp). A PractitionerRole is its practitioner. Linear.
class people {
public:
    explicit people(const fhir::submission& in) : has_earlier_{in.has_earlier()} {}

    /// A reference that stands in `from`. `target` is what it resolved to, if anything; for a role, `behind` is its
    /// practitioner.
    person_key meet(
        const fhir::json::value& reference,
        const fhir::resource& from,
        const fhir::resource& target,
        const fhir::resource& behind
    );

    /// Whether each key met stands for itself alone.
    bool are_apart() const { return are_apart_; }

    /// The key that stands for all joined with this one; to be asked once everybody was met.
    person_key settled(person_key key);

private:
    void join(person_key& mine, person_key& known);
    void join_literal(person_key& mine, std::string_view literal, const fhir::resource& from);
    void join_identifiers(person_key& mine, const fhir::json::value& identifiers);

    using system_and_value = std::tuple<std::string_view, std::string_view>;
    using sender_type_and_id = std::tuple<std::string_view, std::string_view>;

    lookup<const fhir::json::value*, person_key> by_reference_;  ///< what was met already
    lookup<const fhir::json::value*, person_key> by_resource_;
    lookup<sender_type_and_id, person_key> by_type_and_id_;
    lookup<std::string, person_key> by_location_;  ///< where there may be several senders
    lookup<system_and_value, person_key> by_identifier_;
    bool has_earlier_;
    bool are_apart_{true};
    std::vector<person_key> joined_;  ///< by key: the key it was joined to, or itself
};

}  // namespace marrow::mappings

#pragma once

#include "fhir/fhirpath/machine.hpp"

namespace marrow::fhir::fhirpath {

/// Leaves of the collection, which ends at the top of the stack, the first of each run of equal items.
bool keep_distinct(machine& on, range of);

/// The number of different items of a collection is its size.
bool are_distinct(machine& on, range of, bool& out);

/// A lookup of the items of a collection by equality. Texts and numbers are found by their hash, so that large
/// collections of them take linear time; others are compared with each other.
class item_set {
public:
    item_set(machine& on, std::uint32_t expected);

    /// Whether an equal one is in it.
    bool contains(const item& one, bool& out);

    /// Adds it; false in `is_new` when an equal one was in it.
    bool insert(const item& one, bool& is_new);

private:
    machine& on_;
    std::uint32_t mask_{};
    std::vector<std::uint32_t> heads_;                   ///< by hash: index of items_ plus one
    std::vector<std::pair<item, std::uint32_t>> items_;  ///< and the next of the same hash
};

}  // namespace marrow::fhir::fhirpath

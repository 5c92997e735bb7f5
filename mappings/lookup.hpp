#pragma once

#include "fhir/keyed_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <functional>

namespace marrow::mappings {

/// Maps and sets of what a submission holds. Their elements move: keep no reference over an insertion.
template <class Key, class Value>
using lookup = boost::unordered_flat_map<Key, Value, fhir::keyed_hash, std::equal_to<>>;

template <class Key>
using lookup_set = boost::unordered_flat_set<Key, fhir::keyed_hash, std::equal_to<>>;

}  // namespace marrow::mappings

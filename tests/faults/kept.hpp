#pragma once

#include "tests/faults/sender.hpp"

#include <list>

namespace marrow::test {

/// Holds what senders were acknowledged against what is in the store: each answer once and no other. Returns how many.
std::size_t is_kept_once(std::list<sender>& senders, const std::string& store);

}  // namespace marrow::test

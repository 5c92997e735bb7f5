#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace marrow::adapter::store {

/// A step of a schema. What was once released never changes: a change is a migration of its own. Numbers count from 1.
struct migration {
    int number{};
    const char* sql{};
};

/// Of the text, as it is noted when the migration is applied.
std::string checksum(const migration& of);

/// What a store notes of a migration that it has seen.
struct applied_migration {
    std::int64_t number{};
    std::string checksum;
};

/// How many of them the store has seen, given in order. A fault (usage) when the store is of a newer Marrow, or has
/// seen another text under a number.
fhir::result<std::size_t> count_applied(std::span<const applied_migration> seen, std::span<const migration> of);

}  // namespace marrow::adapter::store

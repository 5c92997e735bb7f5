#pragma once

#include "fhir/json/write.hpp"

#include <cstdint>
#include <random>
#include <string>

namespace marrow::bench {

/// What a group of resources is about; drawn from the seed.
struct facts {
    explicit facts(std::uint32_t seed);

    enum class lack { nothing, primary, document, same_day, place };

    std::string id;         ///< ends the id of each resource of the group
    std::string primary;    ///< procedure code
    std::string diagnosis;  ///< of the primary
    std::string day;
    std::string other_day;  ///< the day of the primary
    std::string place;
    std::string member;  ///< synthetic identifier
    std::string charge;  ///< a decimal with cents
    lack lacks{lack::nothing};
    std::uint32_t words{};  ///< length of the note
};

/// The seven entries of a group.
void write_entries(fhir::json::writer& to, const facts& of);

/// The Claim of a group.
void write_claim(fhir::json::writer& to, const facts& of);

}  // namespace marrow::bench

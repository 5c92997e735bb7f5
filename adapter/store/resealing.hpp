#pragma once

#include "adapter/store/seal.hpp"
#include "adapter/store/upkeep.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace marrow::adapter::store {

/// A store has one for each key that may have sealed something in it: what the key has sealed for this, by its id.
struct key_proof {
    std::string id;
    std::string proof;
};

/// Among the proofs, sealed like one: what was kept before there was a key need not be sealed, until a rekey is
/// through.
inline constexpr const char* mixed_mark = "mixed";

struct contents {
    bool has_messages{};
    bool has_sealed{};  ///< bodies, by whatever key
};

/// What is sealed of a message, and where it stands.
struct sealed_part {
    enum class kind : std::uint8_t { body, outcome, line };
    kind what{};
    std::int64_t row{};       ///< number of the decision of an outcome, of the message otherwise
    std::string id{};         ///< of the message, or of the decision
    std::uint32_t ordinal{};  ///< of an outcome and of a line
    name_key patient{};       ///< of a line, as is the day
    std::int64_t day{};
    std::string bytes{};
};

/// Of a step: the last message that it looked at (0: there was none), how many it changed, which does not open.
struct resealed {
    std::int64_t last{};
    std::uint64_t changed{};
    std::string broken{};
};

/// Seals by the first key what was not; those that are changed are left in `all`, the others are taken out.
resealed reseal(std::vector<sealed_part>& all, const keyring& by);

/// Messages whose parts are read and written in one transaction.
inline constexpr std::int64_t resealed_at_once = 50;

}  // namespace marrow::adapter::store

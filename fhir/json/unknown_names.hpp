#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/name.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir::json {

/// The names of one document that do not stand in names.def, numbered in the order they are met. A small hash table
/// answers for all but hostile or very large documents; whatever it has no room for goes to an ordered map, so that
/// no choice of names makes it slow.
class unknown_names {
public:
    static constexpr std::uint32_t most = 60'000;

    /// The number of the name, the same for the same spelling; keeps a copy of a new one in the arena. name::none for
    /// one more than `most`.
    name number(std::string_view spelling, arena& memory);

    std::span<const std::string_view> spellings() const { return spellings_; }

    void clear();

private:
    static constexpr std::uint32_t table_size = 256;
    static constexpr std::uint32_t probes = 8;

    bool is_full() const { return spellings_.size() == most; }
    std::uint32_t add(std::string_view spelling, arena& memory);

    std::vector<std::string_view> spellings_;
    std::array<std::uint32_t, table_size> table_{};  ///< index into spellings_ plus one; 0: free
    std::map<std::string_view, std::uint32_t> overflow_;
};

}  // namespace marrow::fhir::json

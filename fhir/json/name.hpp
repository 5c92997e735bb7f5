#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace marrow::fhir::json {

/// Member names, interned, so that a walk compares integers. Those that the code names stand in names.def; those of
/// every element of FHIR R4, R4B and R5 (element_names.def) are numbered after them. Any other name of a document gets
/// a number of its own from first_unknown on, valid in that document only.
enum class name : std::uint16_t {
    none = 0,
#define MARROW_NAME(identifier, spelling) identifier,
#include "fhir/json/names.def"
#undef MARROW_NAME
    first_unknown = 4096
};

/// A cheap hash: the length and four of the bytes. Names can be made to collide, so bound what a collision costs.
constexpr std::uint32_t name_hash(std::string_view spelling)
{
    const std::size_t size = spelling.size();
    if (size == 0) return 0;
    const auto byte = [&](std::size_t at) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(spelling[at]));
    };
    const std::uint32_t bytes = byte(0) | byte(size - 1) << 8 | byte(size / 2) << 16 | byte(size / 4) << 24;
    const std::uint32_t mixed = (bytes + static_cast<std::uint32_t>(size) * 0x9E3779B1u) * 0x85EBCA6Bu;
    return mixed ^ mixed >> 15;
}

/// The number of a name of the lists; name::none for any other spelling. One hash, one comparison.
name known_name(std::string_view spelling);

/// The spelling of a name of the lists; empty for others (ask the document).
std::string_view known_spelling(name known);

}  // namespace marrow::fhir::json

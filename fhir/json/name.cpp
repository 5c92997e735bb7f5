#include "fhir/json/name.hpp"

#include <array>
#include <cstddef>

namespace marrow::fhir::json {

namespace {

constexpr std::string_view spellings[]{
    "",
#define MARROW_NAME(identifier, spelling) spelling,
#include "fhir/json/names.def"
#undef MARROW_NAME
};

constexpr std::size_t slots = 2048;
static_assert(std::size(spellings) * 2 < slots);

constexpr std::size_t hash(std::string_view text)
{
    std::size_t h = text.size() * 0x9E3779B1u;
    const auto mix = [&h](char c) { h = (h ^ static_cast<unsigned char>(c)) * 0x01000193u; };
    mix(text.front());
    mix(text.back());
    mix(text[text.size() / 2]);
    mix(text[text.size() / 3]);
    mix(text[text.size() > 2 ? text.size() - 3 : 0]);
    return (h ^ (h >> 15)) % slots;
}

constexpr auto table = [] {
    std::array<std::uint16_t, slots> filled{};
    for (std::size_t i = 1; i < std::size(spellings); ++i) {
        std::size_t at = hash(spellings[i]);
        while (filled[at] != 0)
            at = (at + 1) % slots;
        filled[at] = static_cast<std::uint16_t>(i);
    }
    return filled;
}();

}  // namespace

name known_name(std::string_view spelling)
{
    if (spelling.empty()) return name::none;
    for (std::size_t at = hash(spelling); table[at] != 0; at = (at + 1) % slots) {
        if (spellings[table[at]] == spelling) return static_cast<name>(table[at]);
    }
    return name::none;
}

std::string_view known_spelling(name known)
{
    const auto index = static_cast<std::size_t>(known);
    return index < std::size(spellings) ? spellings[index] : std::string_view{};
}

}  // namespace marrow::fhir::json

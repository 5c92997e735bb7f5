#include "fhir/json/name.hpp"

#include <array>
#include <iterator>

namespace marrow::fhir::json {
namespace {

constexpr std::string_view spellings[]{
    "",
#define MARROW_NAME(identifier, spelling) spelling,
#include "fhir/json/names.def"
#undef MARROW_NAME
};

static_assert(std::size(spellings) == static_cast<std::size_t>(name::first_unknown));

constexpr std::size_t table_size = 2048;
static_assert(std::size(spellings) * 2 < table_size, "the table of names is too full: double it");

/// Open addressing: the number of the name, or 0 where no name stands.
constexpr auto table = [] {
    std::array<std::uint16_t, table_size> slots{};
    for (std::size_t number = 1; number < std::size(spellings); ++number) {
        std::size_t slot = name_hash(spellings[number]) % table_size;
        while (slots[slot] != 0)
            slot = (slot + 1) % table_size;
        slots[slot] = static_cast<std::uint16_t>(number);
    }
    return slots;
}();

}  // namespace

name known_name(std::string_view spelling)
{
    for (std::size_t slot = name_hash(spelling) % table_size; table[slot] != 0; slot = (slot + 1) % table_size)
        if (spellings[table[slot]] == spelling) return static_cast<name>(table[slot]);
    return name::none;
}

std::string_view known_spelling(name known)
{
    return known < name::first_unknown ? spellings[static_cast<std::size_t>(known)] : std::string_view{};
}

}  // namespace marrow::fhir::json

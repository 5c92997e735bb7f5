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
#define MARROW_ELEMENT_NAME(spelling) spelling,
#include "fhir/json/element_names.def"
#undef MARROW_ELEMENT_NAME
};

static_assert(std::size(spellings) <= static_cast<std::size_t>(name::first_unknown));

constexpr std::size_t table_size = 8192;
static_assert(std::size(spellings) * 3 < table_size, "the table of names is too full: double it");

/// Open addressing: the number of the name, or 0 where no name stands. Of a name in both lists the first number.
constexpr auto table = [] {
    std::array<std::uint16_t, table_size> slots{};
    for (std::size_t number = 1; number < std::size(spellings); ++number) {
        std::size_t slot = name_hash(spellings[number]) % table_size;
        while (slots[slot] != 0 && spellings[slots[slot]] != spellings[number])
            slot = (slot + 1) % table_size;
        if (slots[slot] == 0) slots[slot] = static_cast<std::uint16_t>(number);
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
    const auto number = static_cast<std::size_t>(known);
    return number < std::size(spellings) ? spellings[number] : std::string_view{};
}

}  // namespace marrow::fhir::json

#include "fhir/definitions/value_set.hpp"

#include <algorithm>

namespace marrow::fhir::definitions {

bool value_set::contains(std::string_view value) const
{
    return std::ranges::binary_search(codes, value, {}, &value_set::code::value);
}

bool value_set::contains(std::string_view system, std::string_view value) const
{
    const auto same = std::ranges::equal_range(codes, value, {}, &value_set::code::value);
    return std::ranges::binary_search(same, system, {}, &value_set::code::system);
}

}  // namespace marrow::fhir::definitions

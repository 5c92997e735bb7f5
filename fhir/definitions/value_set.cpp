#include "fhir/definitions/value_set.hpp"

#include <algorithm>

namespace marrow::fhir::definitions {

bool value_set::contains(std::string_view value) const
{
    return std::ranges::binary_search(codes, value, {}, &value_set::code::value);
}

bool value_set::contains(std::string_view system, std::string_view value) const
{
    auto at = std::ranges::lower_bound(codes, value, {}, &value_set::code::value);
    while (at != codes.end() && at->value == value && at->system != system)
        ++at;
    return at != codes.end() && at->value == value;
}

}  // namespace marrow::fhir::definitions

#pragma once

#include "fhir/resource.hpp"

#include <ostream>
#include <string_view>

namespace marrow::fhir {

inline std::ostream& boost_test_print_type(std::ostream& out, resolution how)
{
    constexpr std::string_view names[] = {"found", "guessed", "ambiguous", "not_found", "no_target"};
    return out << names[static_cast<std::size_t>(how)];
}

}  // namespace marrow::fhir

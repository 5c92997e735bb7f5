#include "fhir/fhirpath/functions.hpp"

#include "fhir/fhirpath/functions/groups.hpp"

#include <algorithm>
#include <vector>

namespace marrow::fhir::fhirpath {
namespace {

std::vector<const function*> sorted_by_name()
{
    std::vector<const function*> all;
    for (const auto group :
         {boundary_functions(),
          combining_functions(),
          conversion_functions(),
          encoding_functions(),
          existence_functions(),
          fhir_functions(),
          filtering_functions(),
          math_functions(),
          pattern_functions(),
          string_functions(),
          subsetting_functions(),
          tree_functions(),
          utility_functions()})
        for (const function& each : group)
            all.push_back(&each);
    std::ranges::sort(all, {}, &function::name);
    return all;
}

}  // namespace

const function* find_function(std::string_view name)
{
    static const std::vector<const function*> functions = sorted_by_name();
    const auto found = std::ranges::lower_bound(functions, name, {}, &function::name);
    return found != functions.end() && (*found)->name == name ? *found : nullptr;
}

}  // namespace marrow::fhir::fhirpath

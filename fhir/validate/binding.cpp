#include "fhir/validate/codes.hpp"
#include "fhir/validate/walk.hpp"

#include <string>

namespace marrow::fhir::validate {

using json::value;

void walk::codes(const value& at, const definitions::element& as, const definitions::type& type)
{
    const definitions::binding& bound = *as.bound;
    if (!bound.set->whole || bound.strength > definitions::strength::extensible) return;
    if (is_within(at, type, *bound.set)) return;
    const bool is_required = bound.strength == definitions::strength::required;
    out_.add(
        is_required ? rule::code_not_in_required_set : rule::code_not_in_extensible_set,
        at,
        {{"element", std::string{as.path}}, {"set", std::string{bound.set->url}}, {"codes", first_codes(*bound.set)}}
    );
}

}  // namespace marrow::fhir::validate

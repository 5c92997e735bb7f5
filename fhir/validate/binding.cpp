#include "fhir/coding.hpp"
#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

constexpr std::size_t most_codes_told = 12;

std::string first_codes(const definitions::value_set& of)
{
    std::string out;
    for (std::size_t i = 0; i < of.codes.size() && i < most_codes_told; ++i)
        out.append(i == 0 ? "" : ", ").append(of.codes[i].value);
    if (of.codes.size() > most_codes_told) out.append(", ...");
    return out;
}

bool holds(const definitions::value_set& set, const value& coding)
{
    const std::string_view system = coding[name::system].text();
    const std::string_view code = coding[name::code].text();
    return system.empty() ? false : set.contains(system, code);
}

/// Whether a Coding, Quantity or CodeableConcept has a code of the set, or none that could be held against it.
bool is_within(const value& at, const definitions::type& type, const definitions::value_set& set)
{
    if (type.name == "CodeableConcept") {
        const auto codings = at[name::coding].items();
        return codings.empty() || std::ranges::any_of(codings, [&](const value& each) { return holds(set, each); });
    }
    if (type.name == "CodeableReference") {
        const value& inner = at[name::concept_];
        const auto codings = inner[name::coding].items();
        return codings.empty() || std::ranges::any_of(codings, [&](const value& each) { return holds(set, each); });
    }
    return at[name::code].text().empty() || holds(set, at);
}

}  // namespace

void walk::codes(const value& at, const definitions::element& as, const definitions::type& type)
{
    const definitions::binding& bound = *as.bound;
    if (!bound.set->whole || bound.strength > definitions::strength::extensible) return;
    const bool fits = at.is_string() ? bound.set->contains(at.text()) : is_within(at, type, *bound.set);
    if (fits) return;
    const bool is_required = bound.strength == definitions::strength::required;
    out_.add(
        is_required ? rule::code_not_in_required_set : rule::code_not_in_extensible_set,
        at,
        {{"element", std::string{as.path}}, {"set", std::string{bound.set->url}}, {"codes", first_codes(*bound.set)}}
    );
}

}  // namespace marrow::fhir::validate

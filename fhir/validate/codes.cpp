#include "fhir/validate/codes.hpp"

#include <algorithm>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

constexpr std::size_t most_codes_told = 12;

bool holds(const definitions::value_set& set, const value& coding)
{
    const std::string_view system = coding[name::system].text();
    const std::string_view code = coding[name::code].text();
    return system.empty() ? false : set.contains(system, code);
}

}  // namespace

bool is_within(const value& at, const definitions::type& type, const definitions::value_set& set)
{
    if (at.is_string()) return set.contains(at.text());
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

std::string first_codes(const definitions::value_set& of)
{
    std::string out;
    for (std::size_t i = 0; i < of.codes.size() && i < most_codes_told; ++i)
        out.append(i == 0 ? "" : ", ").append(of.codes[i].value);
    if (of.codes.size() > most_codes_told) out.append(", ...");
    return out;
}

}  // namespace marrow::fhir::validate

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

std::span<const value> codings_of(const value& at, const definitions::type& type)
{
    if (type.name == "CodeableConcept") return at[name::coding].items();
    if (type.name == "CodeableReference") return at[name::concept_][name::coding].items();
    return at[name::code].text().empty() ? std::span<const value>{} : std::span{&at, 1};
}

bool is_within(const value& at, const definitions::type& type, const definitions::value_set& set)
{
    if (at.is_string()) return set.contains(at.text());
    const auto codings = codings_of(at, type);
    return codings.empty() || std::ranges::any_of(codings, [&](const value& each) { return holds(set, each); });
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

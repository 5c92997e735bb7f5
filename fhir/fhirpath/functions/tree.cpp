#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

namespace marrow::fhir::fhirpath {
namespace {

bool children(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (!c.vm.push_children(item{c.vm[at]})) return false;
    return true;
}

/// Level by level: the result grows while it is walked.
bool descendants(call& c)
{
    if (!children(c)) return false;
    for (std::uint32_t at = c.result; at < c.vm.top(); ++at)
        if (!c.vm.push_children(item{c.vm[at]})) return false;
    return true;
}

constexpr function functions[]{
    {"children", 0, 0, children},
    {"descendants", 0, 0, descendants},
};

}  // namespace

std::span<const function> tree_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

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

/// children().count(), which an invariant asks of every element, without making the children.
bool children_count(call& c)
{
    std::size_t count = 0;
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        count += c.vm.count_children(c.vm[at]);
    return c.vm.push(item{static_cast<std::int64_t>(count)});
}

constexpr function functions[]{
    {"children", 0, 0, children},
    {"descendants", 0, 0, descendants},
    {"children().count", 0, 0, children_count},
};

}  // namespace

std::span<const function> tree_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

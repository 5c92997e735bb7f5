#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/distinct.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {
namespace {

bool single(call& c)
{
    if (c.input.size() > 1) return c.fail("single() takes one item, not several.");
    return c.vm.push_copies(c.input);
}

bool first(call& c)
{
    return c.input.empty() || c.vm.push(item{c.vm[c.input.begin]});
}

bool last(call& c)
{
    return c.input.empty() || c.vm.push(item{c.vm[c.input.end - 1]});
}

bool tail(call& c)
{
    return c.input.empty() || c.vm.push_copies({c.input.begin + 1, c.input.end});
}

/// The number, not below zero and not above the size of the input.
bool bounded(call& c, std::optional<std::uint32_t>& out)
{
    std::optional<std::int64_t> number;
    if (!c.integer_argument(0, number)) return false;
    if (number) out = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*number, 0, c.input.size()));
    return true;
}

bool skip(call& c)
{
    std::optional<std::uint32_t> number;
    if (!bounded(c, number)) return false;
    return !number || c.vm.push_copies({c.input.begin + *number, c.input.end});
}

bool take(call& c)
{
    std::optional<std::uint32_t> number;
    if (!bounded(c, number)) return false;
    return !number || c.vm.push_copies({c.input.begin, c.input.begin + *number});
}

/// The items of the input that are (or are not) in the argument.
bool filtered(call& c, bool are_held)
{
    range other;
    if (!c.collection(0, other)) return false;
    item_set set{c.vm, other.size()};
    for (std::uint32_t at = other.begin; at < other.end; ++at) {
        bool is_new{};
        if (!set.insert(c.vm[at], is_new)) return false;
    }
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        const item one = c.vm[at];
        bool is_held{};
        if (!set.contains(one, is_held)) return false;
        if (is_held == are_held && !c.vm.push(one)) return false;
    }
    return true;
}

bool intersect(call& c)
{
    return filtered(c, true) && keep_distinct(c.vm, {c.result, c.vm.top()});
}

bool exclude(call& c)
{
    return filtered(c, false);
}

constexpr function functions[]{
    {"single", 0, 0, single},
    {"first", 0, 0, first},
    {"last", 0, 0, last},
    {"tail", 0, 0, tail},
    {"skip", 1, 1, skip},
    {"take", 1, 1, take},
    {"intersect", 1, 1, intersect},
    {"exclude", 1, 1, exclude},
};

}  // namespace

std::span<const function> subsetting_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

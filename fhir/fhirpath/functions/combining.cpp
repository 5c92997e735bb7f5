#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/distinct.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/order.hpp"

#include <algorithm>
#include <vector>

namespace marrow::fhir::fhirpath {
namespace {

bool combine(call& c)
{
    range other;
    return c.collection(0, other) && c.vm.push_copies(c.input) && c.vm.push_copies(other);
}

bool unite(call& c)
{
    return combine(c) && keep_distinct(c.vm, {c.result, c.vm.top()});
}

bool coalesce(call& c)
{
    for (std::uint32_t number = 0; c.lambda(number) != nowhere; ++number) {
        if (!c.vm.evaluate_alone(c.lambda(number), c.in())) return false;
        if (c.vm.top() != c.result) return true;
    }
    return true;
}

struct sortable {
    item value;
    std::vector<std::optional<item>> keys;
};

/// The keys of an item, as sort() names them; the item itself where it names none.
bool add_keys(call& c, std::uint32_t at, sortable& of)
{
    if (c.lambda(0) == nowhere) of.keys.emplace_back(system_value(of.value));
    for (std::uint32_t key = c.lambda(0); key != nowhere; key = c.vm.at(key).next)
        if (!c.vm.single(key, c.around(at), of.keys.emplace_back())) return false;
    return true;
}

bool is_before(const call& c, const sortable& a, const sortable& b)
{
    std::uint32_t key = c.lambda(0);
    for (std::size_t at = 0; at < a.keys.size(); ++at) {
        const bool is_descending = key != nowhere && c.vm.at(key).is_descending;
        if (key != nowhere) key = c.vm.at(key).next;
        const auto& left = a.keys[at];
        const auto& right = b.keys[at];
        // What has no value comes first, in either direction.
        if (left.has_value() != right.has_value()) return !left;
        if (!left) continue;
        const auto order = order_of(*left, *right).order;
        if (order && std::is_neq(*order)) return std::is_lt(*order) != is_descending;
    }
    return false;
}

bool sort(call& c)
{
    std::vector<sortable> sorted;
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        sortable& one = sorted.emplace_back(sortable{c.vm[at], {}});
        if (!add_keys(c, at, one)) return false;
        for (std::size_t key = 0; key < one.keys.size(); ++key)
            if (one.keys[key] && sorted[0].keys[key] && !order_of(*one.keys[key], *sorted[0].keys[key]).are_comparable)
                return c.fail("The keys of sort() have no order with each other.");
    }
    if (!c.vm.spend(sorted.size() * 16)) return false;
    // Partial orders (dates of several precisions) are none that a sort may rely on; a merge of neighbours is safe.
    std::ranges::stable_sort(sorted, [&](const sortable& a, const sortable& b) { return is_before(c, a, b); });
    for (const sortable& each : sorted)
        if (!c.vm.push(each.value)) return false;
    return true;
}

constexpr function functions[]{
    {"union", 1, 1, unite},
    {"combine", 1, 1, combine},
    {"coalesce", 1, 255, coalesce},
    {"sort", 0, 255, sort, nullptr, takes::keys},
};

}  // namespace

std::span<const function> combining_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

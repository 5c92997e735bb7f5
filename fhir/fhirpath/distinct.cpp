#include "fhir/fhirpath/distinct.hpp"

#include <functional>

namespace marrow::fhir::fhirpath {
namespace {

/// Collections up to this size are compared pair by pair.
constexpr std::uint32_t small = 12;

/// Equal items have the same hash.
std::uint32_t hash_of(const item& of)
{
    const item value = system_value(of);
    switch (value.type()) {
    case kind::string:
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(value.string()));
    case kind::integer:
        return static_cast<std::uint32_t>(value.integer()) * 0x9E37'79B1u;
    case kind::decimal: {
        const auto whole = value.number().to_integer();
        return whole ? static_cast<std::uint32_t>(*whole) * 0x9E37'79B1u : 1u;
    }
    case kind::node: {
        // Members may come in any order and numbers may be written in several ways: neither counts.
        const json::value* const place = value.element().value;
        if (!place || is_quantity_node(value)) return 1u;
        std::size_t sum = place->items().size();
        for (const json::value& member : place->items())
            if (member.is_string()) sum += std::hash<std::string_view>{}(member.text());
        return static_cast<std::uint32_t>(sum);
    }
    default:
        return 1u;
    }
}

bool contains(machine& on, range of, const item& one, bool& out)
{
    out = false;
    for (std::uint32_t at = of.begin; at < of.end && !out; ++at) {
        truth same{};
        if (!on.equal(on[at], one, same)) return false;
        out = same == truth::yes;
    }
    return true;
}

}  // namespace

item_set::item_set(machine& on, std::uint32_t expected) : on_{on}
{
    std::uint32_t size = 16;
    while (size < expected && size < 1u << 24)
        size *= 2;
    mask_ = size - 1;
    heads_.resize(size);
    items_.reserve(expected);
}

bool item_set::contains(const item& one, bool& out)
{
    out = false;
    for (std::uint32_t at = heads_[hash_of(one) & mask_]; at != 0 && !out; at = items_[at - 1].second) {
        truth same{};
        if (!on_.equal(items_[at - 1].first, one, same)) return false;
        out = same == truth::yes;
    }
    return true;
}

bool item_set::insert(const item& one, bool& is_new)
{
    bool is_known{};
    if (!contains(one, is_known)) return false;
    is_new = !is_known;
    if (is_known) return true;
    std::uint32_t& head = heads_[hash_of(one) & mask_];
    items_.emplace_back(one, head);
    head = static_cast<std::uint32_t>(items_.size());
    return true;
}

bool keep_distinct(machine& on, range of)
{
    if (of.size() < 2) return true;
    range kept{of.begin, of.begin};
    std::optional<item_set> set;
    if (of.size() > small) set.emplace(on, of.size());
    for (std::uint32_t at = of.begin; at < of.end; ++at) {
        const item one = on[at];
        bool is_new{};
        if (set) {
            if (!set->insert(one, is_new)) return false;
        } else {
            bool is_known{};
            if (!contains(on, kept, one, is_known)) return false;
            is_new = !is_known;
        }
        if (is_new) on.assign({kept.end, kept.end + 1}, {&one, 1});
        kept.end += is_new ? 1 : 0;
    }
    on.pop_to(kept.end);
    return true;
}

bool are_distinct(machine& on, range of, bool& out)
{
    const std::uint32_t start = on.top();
    if (!on.push_copies(of)) return false;
    const range copies{start, on.top()};
    if (!keep_distinct(on, copies)) return false;
    out = on.top() == copies.end;
    on.pop_to(start);
    return true;
}

}  // namespace marrow::fhir::fhirpath

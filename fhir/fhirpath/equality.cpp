#include "fhir/fhirpath/machine.hpp"
#include "fhir/fhirpath/order.hpp"
#include "fhir/fhirpath/text.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {
namespace {

truth truth_of(bool holds)
{
    return holds ? truth::yes : truth::no;
}

truth truth_of(const std::optional<std::strong_ordering>& order)
{
    return order ? truth_of(*order == std::strong_ordering::equal) : truth::unknown;
}

/// The rule by which texts and numbers are alike.
enum class rule : std::uint8_t { equal, equivalent };

bool is_same_number(std::string_view a, std::string_view b, rule by)
{
    if (a == b) return true;
    const auto left = decimal::parse(a);
    const auto right = decimal::parse(b);
    if (!left || !right) return false;
    return by == rule::equal ? *left == *right : equivalent(*left, *right);
}

/// Whether two trees say the same; the order of members is of no matter. False in `ok` when it takes too long.
bool is_same_tree(machine& on, const json::value& a, const json::value& b, rule by)
{
    if (!on.spend(1) || a.type() != b.type()) return false;
    const auto left = a.items();
    const auto right = b.items();
    if (left.size() != right.size()) return false;
    switch (a.type()) {
    case json::kind::number:
        return is_same_number(a.text(), b.text(), by);
    case json::kind::string:
        return a.text() == b.text() || (by == rule::equivalent && is_equivalent_text(a.text(), b.text()));
    case json::kind::array:
        return std::ranges::equal(left, right, [&](const json::value& one, const json::value& other) {
            return is_same_tree(on, one, other, by);
        });
    case json::kind::object:
        return std::ranges::all_of(left, [&](const json::value& member) {
            return is_same_tree(on, member, b[member.key()], by);
        });
    default:
        return a.text() == b.text();
    }
}

bool is_same_element(machine& on, const node& a, const node& b, rule by)
{
    const json::value& left = a.value ? *a.value : json::missing;
    const json::value& right = b.value ? *b.value : json::missing;
    if (!is_same_tree(on, left, right, by)) return false;
    if (a.value && !a.value->is_object()) return true;
    const json::value& beside_left = a.sibling ? *a.sibling : json::missing;
    const json::value& beside_right = b.sibling ? *b.sibling : json::missing;
    return is_same_tree(on, beside_left, beside_right, by);
}

}  // namespace

bool machine::equal(const item& first, const item& second, truth& out)
{
    if (!spend(1)) return false;
    const item a = system_value(first);
    const item b = system_value(second);
    out = truth::no;
    if (a.type() == b.type()) {
        switch (a.type()) {
        case kind::boolean:
            out = truth_of(a.boolean() == b.boolean());
            return true;
        case kind::integer:
            out = truth_of(a.integer() == b.integer());
            return true;
        case kind::string:
            out = truth_of(a.string() == b.string());
            return true;
        case kind::type_name:
            out = truth_of(a.named().name == b.named().name && a.named().is_system == b.named().is_system);
            return true;
        case kind::node:
            out = truth_of(is_same_element(*this, a.element(), b.element(), rule::equal));
            return steps_ != 0 || spend(1);
        default:
            break;
        }
    }
    const ordered found = order_of(a, b);
    if (found.are_comparable) out = truth_of(found.order);
    return true;
}

bool machine::equal(range a, range b, truth& out)
{
    out = truth::unknown;
    if (a.empty() || b.empty()) return true;
    out = truth_of(a.size() == b.size());
    for (std::uint32_t at = 0; at < a.size() && out != truth::no; ++at) {
        truth one{};
        if (!equal(stack_[a.begin + at], stack_[b.begin + at], one)) return false;
        if (one != truth::yes) out = one;
    }
    return true;
}

bool machine::equivalent(const item& first, const item& second, bool& out)
{
    if (!spend(1)) return false;
    const item a = system_value(first);
    const item b = system_value(second);
    const auto left = as_decimal(a);
    const auto right = as_decimal(b);
    const auto some = as_quantity(a);
    const auto other = as_quantity(b);
    if (a.is(kind::string) && b.is(kind::string)) {
        out = is_equivalent_text(a.string(), b.string());
    } else if (left && right) {
        out = fhirpath::equivalent(*left, *right);
    } else if (some && other && !(a.is_node() && b.is_node())) {
        out = fhirpath::equivalent(*some, *other);
    } else if (a.is_node() && b.is_node()) {
        out = is_same_element(*this, a.element(), b.element(), rule::equivalent);
        return steps_ != 0 || spend(1);
    } else {
        truth same{};
        if (!equal(a, b, same)) return false;
        out = same == truth::yes;
    }
    return true;
}

bool machine::equivalent(range a, range b, bool& out)
{
    out = a.size() == b.size();
    if (!out || a.empty()) return true;
    std::vector<bool> is_taken(b.size());
    for (std::uint32_t left = a.begin; left < a.end; ++left) {
        out = false;
        for (std::uint32_t right = 0; right < b.size() && !out; ++right) {
            if (is_taken[right]) continue;
            if (!equivalent(stack_[left], stack_[b.begin + right], out)) return false;
            is_taken[right] = out;
        }
        if (!out) return true;
    }
    return true;
}

}  // namespace marrow::fhir::fhirpath

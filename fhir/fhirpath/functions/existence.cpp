#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/distinct.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

namespace marrow::fhir::fhirpath {
namespace {

truth truth_of(bool holds)
{
    return holds ? truth::yes : truth::no;
}

bool empty(call& c, truth& out)
{
    out = truth_of(c.input.empty());
    return true;
}

/// Whether some item meets the criterion.
bool meets_any(call& c, std::uint32_t criterion, truth& out)
{
    out = truth::no;
    for (std::uint32_t at = c.input.begin; at < c.input.end && out != truth::yes; ++at)
        if (!c.vm.judge_alone(criterion, c.around(at), out)) return false;
    out = truth_of(out == truth::yes);
    return true;
}

bool exists(call& c, truth& out)
{
    const std::uint32_t criterion = c.lambda(0);
    if (criterion != nowhere) return meets_any(c, criterion, out);
    out = truth_of(!c.input.empty());
    return true;
}

bool all(call& c, truth& out)
{
    out = truth::yes;
    for (std::uint32_t at = c.input.begin; at < c.input.end && out == truth::yes; ++at)
        if (!c.vm.judge_alone(c.lambda(0), c.around(at), out)) return false;
    out = truth_of(out == truth::yes);
    return true;
}

/// Whether a truth of that value stands in the input, which must hold nothing else.
bool finds(call& c, bool wanted, bool& out)
{
    out = false;
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        const item value = system_value(c.vm[at]);
        if (!value.is(kind::boolean)) return c.fail("This function takes truths only.");
        out = out || value.boolean() == wanted;
    }
    return true;
}

template <bool wanted, bool found>
bool judge_truths(call& c, truth& out)
{
    bool is_found{};
    if (!finds(c, wanted, is_found)) return false;
    out = truth_of(is_found == found);
    return true;
}

bool is_within(call& c, range part, range whole, truth& out)
{
    item_set set{c.vm, whole.size()};
    for (std::uint32_t at = whole.begin; at < whole.end; ++at) {
        bool is_new{};
        if (!set.insert(c.vm[at], is_new)) return false;
    }
    bool is_held = true;
    for (std::uint32_t at = part.begin; at < part.end && is_held; ++at)
        if (!set.contains(c.vm[at], is_held)) return false;
    out = truth_of(is_held);
    return true;
}

bool subset_of(call& c, truth& out)
{
    range whole;
    return c.collection(0, whole) && is_within(c, c.input, whole, out);
}

bool superset_of(call& c, truth& out)
{
    range part;
    return c.collection(0, part) && is_within(c, part, c.input, out);
}

bool count(call& c)
{
    return c.vm.push(item{std::int64_t{c.input.size()}});
}

bool distinct(call& c)
{
    return c.vm.push_copies(c.input) && keep_distinct(c.vm, {c.result, c.vm.top()});
}

bool is_distinct(call& c, truth& out)
{
    bool is{};
    if (!are_distinct(c.vm, c.input, is)) return false;
    out = truth_of(is);
    return true;
}

bool negation(call& c, truth& out)
{
    std::optional<item> one;
    if (!c.single_input(one)) return false;
    out = !one ? truth::unknown : truth_of(one->is(kind::boolean) && !one->boolean());
    return true;
}

constexpr function functions[]{
    {"empty", 0, 0, nullptr, empty},
    {"exists", 0, 1, nullptr, exists},
    {"all", 1, 1, nullptr, all},
    {"allTrue", 0, 0, nullptr, judge_truths<false, false>},
    {"anyTrue", 0, 0, nullptr, judge_truths<true, true>},
    {"allFalse", 0, 0, nullptr, judge_truths<true, false>},
    {"anyFalse", 0, 0, nullptr, judge_truths<false, true>},
    {"subsetOf", 1, 1, nullptr, subset_of},
    {"supersetOf", 1, 1, nullptr, superset_of},
    {"count", 0, 0, count},
    {"distinct", 0, 0, distinct},
    {"isDistinct", 0, 0, nullptr, is_distinct},
    {"not", 0, 0, nullptr, negation},
};

}  // namespace

std::span<const function> existence_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

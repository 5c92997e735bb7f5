#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/order.hpp"

namespace marrow::fhir::fhirpath {
namespace {

/// The items, or what the second argument makes of each, go to the listener; the input goes on as it is.
bool trace(call& c)
{
    std::optional<std::string_view> name;
    if (!c.text_argument(0, name)) return false;
    const auto& listener = c.vm.outside().trace;
    if (listener) {
        range shown = c.input;
        if (const std::uint32_t projection = c.lambda(1); projection != nowhere) {
            for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
                if (!c.vm.evaluate_alone(projection, c.around(at))) return false;
            shown = {c.result, c.vm.top()};
        }
        listener(name.value_or(""), c.vm.items(shown));
        c.vm.pop_to(c.result);
    }
    return c.vm.push_copies(c.input);
}

bool clock(call& c, date_time& out)
{
    if (!c.vm.outside().now) return c.fail("No time was given for now().", fault_kind::not_supported);
    out = *c.vm.outside().now;
    return true;
}

bool now(call& c)
{
    date_time at;
    return clock(c, at) && c.vm.push(item{at, kind::date_time});
}

bool today(call& c)
{
    date_time at;
    return clock(c, at) && c.vm.push(item{at.cut(date_time::precision::day), kind::date});
}

bool time_of_day(call& c)
{
    date_time at;
    if (!clock(c, at)) return false;
    at.has_zone = false;
    return c.vm.push(item{at, kind::time});
}

/// The value is the input, or what the second argument makes of all of it.
bool define_variable(call& c)
{
    std::optional<std::string_view> name;
    if (!c.text_argument(0, name)) return false;
    if (!name) return c.fail("defineVariable() needs a name.");
    range value = c.input;
    if (const std::uint32_t expression = c.lambda(1); expression != nowhere) {
        if (!c.vm.evaluate_alone(expression, frame{c.input, 0, c.in().total})) return false;
        value = {c.result, c.vm.top()};
    }
    if (!c.vm.define(*name, value, c.node().offset)) return false;
    c.vm.pop_to(c.result);
    return c.vm.push_copies(c.input);
}

/// The total stands where the result will be; each round puts the next one over it.
bool aggregate(call& c)
{
    if (const std::uint32_t start = c.lambda(1); start != nowhere)
        if (!c.vm.evaluate_alone(start, c.in())) return false;
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        frame inside = c.around(at);
        inside.total = {c.result, c.vm.top()};
        if (!c.vm.evaluate_alone(c.lambda(0), inside)) return false;
        c.vm.erase(inside.total);
    }
    return true;
}

bool are_comparable(call& c, truth& out)
{
    std::optional<item> one;
    std::optional<item> other;
    out = truth::unknown;
    if (!c.single_input(one) || !c.argument(0, other)) return false;
    const auto a = one ? as_quantity(*one) : std::nullopt;
    const auto b = other ? as_quantity(*other) : std::nullopt;
    if (one && other) out = a && b && comparable(*a, *b) ? truth::yes : truth::no;
    return true;
}

constexpr function functions[]{
    {"trace", 1, 2, trace},
    {"now", 0, 0, now},
    {"today", 0, 0, today},
    {"timeOfDay", 0, 0, time_of_day},
    {"defineVariable", 1, 2, define_variable},
    {"aggregate", 1, 2, aggregate},
    {"comparable", 1, 1, nullptr, are_comparable},
};

}  // namespace

std::span<const function> utility_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

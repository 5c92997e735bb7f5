#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/distinct.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/types.hpp"

namespace marrow::fhir::fhirpath {
namespace {

bool where(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        truth holds{};
        if (!c.vm.judge_alone(c.lambda(0), c.around(at), holds)) return false;
        if (holds == truth::yes && !c.vm.push(item{c.vm[at]})) return false;
    }
    return true;
}

bool select(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (!c.vm.evaluate_alone(c.lambda(0), c.around(at))) return false;
    return true;
}

/// The result grows while it is walked: each item that is new is asked in its turn.
bool repeat(call& c)
{
    item_set known{c.vm, 64};
    const auto ask = [&](const frame& in) {
        const std::uint32_t start = c.vm.top();
        if (!c.vm.evaluate_alone(c.lambda(0), in)) return false;
        std::uint32_t kept = start;
        for (std::uint32_t at = start; at < c.vm.top(); ++at) {
            const item one = c.vm[at];
            bool is_new{};
            if (!known.insert(one, is_new)) return false;
            if (is_new) c.vm.assign({kept, kept + 1}, {&one, 1});
            kept += is_new ? 1 : 0;
        }
        c.vm.pop_to(kept);
        return true;
    };
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (!ask(c.around(at))) return false;
    for (std::uint32_t at = c.result; at < c.vm.top(); ++at)
        if (!ask(frame{{at, at + 1}, at - c.result, c.in().total})) return false;
    return true;
}

/// The same without the look for what was there already; what never ends comes to the bound of items.
bool repeat_all(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (!c.vm.evaluate_alone(c.lambda(0), c.around(at))) return false;
    for (std::uint32_t at = c.result; at < c.vm.top(); ++at)
        if (!c.vm.evaluate_alone(c.lambda(0), frame{{at, at + 1}, at - c.result, c.in().total})) return false;
    return true;
}

bool of_type(call& c)
{
    const type_specifier& type = c.vm.code().types[c.node().data];
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (is_exactly(c.vm[at], type) && !c.vm.push(item{c.vm[at]})) return false;
    return true;
}

bool as(call& c)
{
    if (c.input.size() > 1 && !c.vm.is_lenient())
        return c.fail("as() takes one item, not several; ofType() takes them all.");
    return of_type(c);
}

bool is(call& c, truth& out)
{
    if (c.input.size() > 1) return c.fail("is() takes one item, not several.");
    out = truth::unknown;
    if (c.input.empty()) return true;
    const bool holds = is_or_derives(c.vm[c.input.begin], c.vm.code().types[c.node().data]);
    out = holds ? truth::yes : truth::no;
    return true;
}

bool type(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at)
        if (!c.vm.push(item{name_of_type(c.vm[at])})) return false;
    return true;
}

constexpr function functions[]{
    {"where", 1, 1, where},
    {"select", 1, 1, select},
    {"repeat", 1, 1, repeat},
    {"repeatAll", 1, 1, repeat_all},
    {"ofType", 1, 1, of_type, nullptr, takes::type},
    {"as", 1, 1, as, nullptr, takes::type},
    {"is", 1, 1, nullptr, is, takes::type},
    {"type", 0, 0, type},
};

}  // namespace

std::span<const function> filtering_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

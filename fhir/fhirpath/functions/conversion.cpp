#include "fhir/fhirpath/conversion.hpp"

#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

namespace marrow::fhir::fhirpath {
namespace {

template <bool (*convert)(machine&, const item&, std::optional<item>&)>
bool converted(call& c)
{
    std::optional<item> one;
    std::optional<item> made;
    if (!c.single_input(one)) return false;
    if (!one) return true;
    return convert(c.vm, *one, made) && (!made || c.vm.push(*made));
}

template <bool (*convert)(machine&, const item&, std::optional<item>&)>
bool converts(call& c, truth& out)
{
    std::optional<item> one;
    std::optional<item> made;
    out = truth::unknown;
    if (!c.single_input(one)) return false;
    if (!one) return true;
    if (!convert(c.vm, *one, made)) return false;
    out = made ? truth::yes : truth::no;
    return true;
}

/// With a unit as argument the quantity is told in it.
bool quantity_in(call& c)
{
    std::optional<std::string_view> unit;
    if (!converted<to_quantity>(c)) return false;
    if (c.count() == 0 || c.vm.top() == c.result) return true;
    const quantity made = c.vm[c.result].quantity();
    c.vm.pop_to(c.result);
    if (!c.text_argument(0, unit)) return false;
    if (!unit) return true;
    const quantity target{.unit = *unit, .is_calendar = find_calendar_unit(*unit) != nullptr};
    const auto value = value_in(made, target);
    return !value || c.vm.push(item{c.vm.keep(quantity{*value, target.unit, target.is_calendar})});
}

bool iif(call& c)
{
    if (c.input.size() > 1) return c.fail("iif() takes one item, not several.");
    const frame inside{c.input, c.in().index, c.in().total};
    truth holds{};
    if (!c.vm.judge_alone(c.lambda(0), inside, holds)) return false;
    const std::uint32_t chosen = c.lambda(holds == truth::yes ? 1 : 2);
    return chosen == nowhere || c.vm.evaluate_alone(chosen, inside);
}

constexpr function functions[]{
    {"iif", 2, 3, iif},
    {"toBoolean", 0, 0, converted<to_boolean>},
    {"convertsToBoolean", 0, 0, nullptr, converts<to_boolean>},
    {"toInteger", 0, 0, converted<to_integer>},
    {"convertsToInteger", 0, 0, nullptr, converts<to_integer>},
    {"toLong", 0, 0, converted<to_long>},
    {"convertsToLong", 0, 0, nullptr, converts<to_long>},
    {"toDecimal", 0, 0, converted<to_decimal>},
    {"convertsToDecimal", 0, 0, nullptr, converts<to_decimal>},
    {"toDate", 0, 0, converted<to_date>},
    {"convertsToDate", 0, 0, nullptr, converts<to_date>},
    {"toDateTime", 0, 0, converted<to_date_time>},
    {"convertsToDateTime", 0, 0, nullptr, converts<to_date_time>},
    {"toTime", 0, 0, converted<to_time>},
    {"convertsToTime", 0, 0, nullptr, converts<to_time>},
    {"toQuantity", 0, 1, quantity_in},
    {"convertsToQuantity", 0, 1, nullptr, converts<to_quantity>},
    {"toString", 0, 0, converted<to_text>},
    {"convertsToString", 0, 0, nullptr, converts<to_text>},
};

}  // namespace

std::span<const function> conversion_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/order.hpp"

#include <cmath>

namespace marrow::fhir::fhirpath {
namespace {

using number = std::optional<decimal>;

bool as_number(call& c, const std::optional<item>& of, number& out)
{
    if (!of) return true;
    out = as_decimal(*of);
    return out.has_value() || c.fail("This function takes a number.");
}

bool number_input(call& c, number& out)
{
    std::optional<item> one;
    return c.single_input(one) && as_number(c, one, out);
}

bool number_argument(call& c, number& out)
{
    std::optional<item> one;
    return c.argument(0, one) && as_number(c, one, out);
}

bool push_number(call& c, const number& made)
{
    return !made || c.vm.push(item{*made});
}

/// A number or a quantity without its sign.
bool abs(call& c)
{
    std::optional<item> one;
    if (!c.single_input(one)) return false;
    if (one && one->is(kind::quantity)) {
        quantity made = one->quantity();
        if (made.value.is_negative()) made.value = made.value.negated();
        return c.vm.push(item{c.vm.keep(made)});
    }
    number of;
    if (!as_number(c, one, of)) return false;
    if (!of || !of->is_negative()) return !of || c.vm.push(*one);
    if (!one->is(kind::integer)) return c.vm.push(item{of->negated()});
    const auto whole = of->negated().to_integer();
    return !whole || c.vm.push(item{*whole});
}

template <decimal::rounding how>
bool whole(call& c)
{
    number of;
    if (!number_input(c, of)) return false;
    if (!of) return true;
    const auto rounded = of->with_scale(0, how);
    const auto made = rounded ? rounded->to_integer() : std::nullopt;
    return !made || c.vm.push(item{*made});
}

template <double (*compute)(double)>
bool real(call& c)
{
    number of;
    if (!number_input(c, of)) return false;
    return !of || push_number(c, decimal::from(compute(of->to_double())));
}

bool log(call& c)
{
    number of;
    number base;
    if (!number_input(c, of) || !number_argument(c, base)) return false;
    if (!of || !base) return true;
    return push_number(c, decimal::from(std::log(of->to_double()) / std::log(base->to_double())));
}

/// Exact for small whole exponents; a whole number of whole numbers.
bool power(call& c)
{
    constexpr std::int64_t exact = 1000;
    number of;
    number exponent;
    if (!number_input(c, of) || !number_argument(c, exponent)) return false;
    if (!of || !exponent) return true;
    const auto times = exponent->to_integer();
    if (!times || *times < 0 || *times > exact)
        return push_number(c, decimal::from(std::pow(of->to_double(), exponent->to_double())));
    number made = decimal{1};
    for (std::int64_t done = 0; done < *times && made; ++done)
        made = multiply(*made, *of);
    const auto small = made && system_value(c.vm[c.input.begin]).is(kind::integer) ? made->to_integer() : std::nullopt;
    return small ? c.vm.push(item{*small}) : push_number(c, made);
}

bool round(call& c)
{
    number of;
    std::optional<std::int64_t> scale{0};
    if (!number_input(c, of) || (c.count() > 0 && !c.integer_argument(0, scale))) return false;
    if (!of || !scale) return true;
    if (*scale < 0 || *scale > decimal::max_scale) return c.fail("round() takes 0 to 38 digits.");
    return push_number(c, *scale >= of->scale() ? of : of->with_scale(static_cast<int>(*scale)));
}

constexpr function functions[]{
    {"abs", 0, 0, abs},
    {"ceiling", 0, 0, whole<decimal::rounding::up>},
    {"floor", 0, 0, whole<decimal::rounding::down>},
    {"truncate", 0, 0, whole<decimal::rounding::to_zero>},
    {"exp", 0, 0, real<std::exp>},
    {"ln", 0, 0, real<std::log>},
    {"sqrt", 0, 0, real<std::sqrt>},
    {"log", 1, 1, log},
    {"power", 1, 1, power},
    {"round", 0, 1, round},
};

}  // namespace

std::span<const function> math_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/fhirpath/order.hpp"

namespace marrow::fhir::fhirpath {

std::optional<decimal> as_decimal(const item& of)
{
    if (of.is(kind::integer)) return decimal{of.integer()};
    return of.is(kind::decimal) ? std::optional{of.number()} : std::nullopt;
}

std::optional<quantity> as_quantity(const item& of)
{
    if (of.is(kind::quantity)) return of.quantity();
    if (is_quantity_node(of)) return quantity_of(of.element());
    const auto number = as_decimal(of);
    return number ? std::optional{fhirpath::quantity{.value = *number}} : std::nullopt;
}

ordered order_of(const item& first, const item& second)
{
    const item a = system_value(first);
    const item b = system_value(second);
    if (a.is(kind::string) && b.is(kind::string)) return {true, a.string() <=> b.string()};
    if (a.is(kind::integer) && b.is(kind::integer)) return {true, a.integer() <=> b.integer()};
    if (a.is(kind::time) && b.is(kind::time)) return {true, compare_times(a.time(), b.time())};
    if (is_date(a) && is_date(b)) return {true, compare(a.time(), b.time())};
    const auto left = as_decimal(a);
    const auto right = as_decimal(b);
    if (left && right) return {true, compare(*left, *right)};
    const auto some = as_quantity(a);
    const auto other = as_quantity(b);
    if (some && other) return {true, compare(*some, *other)};
    // A Quantity without a value has no order; it is no mistake of the expression.
    const bool are_quantities = (some || is_quantity_node(a)) && (other || is_quantity_node(b));
    return {are_quantities, std::nullopt};
}

}  // namespace marrow::fhir::fhirpath

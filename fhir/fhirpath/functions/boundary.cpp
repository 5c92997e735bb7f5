#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"
#include "fhir/fhirpath/order.hpp"

namespace marrow::fhir::fhirpath {
namespace {

constexpr int most_digits = 31;
constexpr int default_digits = 8;

/// Half a unit of the last digit below (above), cut down (up) to so many digits.
std::optional<decimal> boundary_of(const decimal& of, int digits, bool is_high)
{
    if (digits < 0 || digits > most_digits) return std::nullopt;
    const auto half = decimal::of(is_high ? 5 : -5, of.scale() + 1);
    const auto moved = half ? add(of, *half) : std::nullopt;
    return moved ? moved->with_scale(digits, is_high ? decimal::rounding::up : decimal::rounding::down) : std::nullopt;
}

int default_precision(const item& of)
{
    if (of.is(kind::date_time)) return 17;
    return of.is(kind::time) ? 9 : default_digits;
}

bool push_boundary(call& c, const item& of, int digits, bool is_high)
{
    if (const auto number = as_decimal(of)) {
        const auto made = boundary_of(*number, digits, is_high);
        return !made || c.vm.push(item{*made});
    }
    if (is_date(of) || of.is(kind::time)) {
        const auto made = boundary(of.time(), digits, of.is(kind::time), is_high);
        const bool is_day = of.is(kind::date) && digits <= default_digits;
        const kind as = of.is(kind::time) ? kind::time : is_day ? kind::date : kind::date_time;
        return !made || c.vm.push(item{*made, as});
    }
    const auto read = as_quantity(of);
    if (!read) return c.fail("This function takes a number, a quantity, a date or a time.");
    const auto made = boundary_of(read->value, digits, is_high);
    return !made || c.vm.push(item{c.vm.keep(quantity{*made, read->unit, read->is_calendar})});
}

template <bool is_high>
bool boundary_at(call& c)
{
    std::optional<item> one;
    std::optional<std::int64_t> digits;
    if (!c.single_input(one) || (c.count() > 0 && !c.integer_argument(0, digits))) return false;
    if (!one) return true;
    const std::int64_t wanted = digits.value_or(default_precision(*one));
    if (wanted < 0 || wanted > most_digits) return true;
    return push_boundary(c, *one, static_cast<int>(wanted), is_high);
}

bool precision(call& c)
{
    std::optional<item> one;
    if (!c.single_input(one)) return false;
    if (!one) return true;
    if (const auto number = as_decimal(*one)) return c.vm.push(item{std::int64_t{number->scale()}});
    if (!is_date(*one) && !one->is(kind::time)) return c.fail("precision() takes a number, a date or a time.");
    return c.vm.push(item{std::int64_t{digits_of(one->time(), one->is(kind::time))}});
}

constexpr function functions[]{
    {"lowBoundary", 0, 1, boundary_at<false>},
    {"highBoundary", 0, 1, boundary_at<true>},
    {"precision", 0, 0, precision},
};

}  // namespace

std::span<const function> boundary_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath

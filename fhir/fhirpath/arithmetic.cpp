#include "fhir/fhirpath/arithmetic.hpp"

#include "fhir/fhirpath/order.hpp"

namespace marrow::fhir::fhirpath {
namespace {

using operand = std::optional<item>;

operand from_decimal(const std::optional<decimal>& number)
{
    return number ? operand{item{*number}} : std::nullopt;
}

operand on_integers(op code, std::int64_t a, std::int64_t b)
{
    std::int64_t made{};
    switch (code) {
    case op::add:
        return __builtin_add_overflow(a, b, &made) ? std::nullopt : operand{item{made}};
    case op::subtract:
        return __builtin_sub_overflow(a, b, &made) ? std::nullopt : operand{item{made}};
    case op::multiply:
        return __builtin_mul_overflow(a, b, &made) ? std::nullopt : operand{item{made}};
    case op::div:
        return b == 0 || (b == -1 && a == INT64_MIN) ? std::nullopt : operand{item{a / b}};
    case op::mod:
        return b == 0 ? std::nullopt : operand{item{b == -1 ? std::int64_t{0} : a % b}};
    default:
        return from_decimal(divide(decimal{a}, decimal{b}));
    }
}

operand on_decimals(op code, const decimal& a, const decimal& b)
{
    switch (code) {
    case op::add:
        return from_decimal(add(a, b));
    case op::subtract:
        return from_decimal(subtract(a, b));
    case op::multiply:
        return from_decimal(multiply(a, b));
    case op::divide:
        return from_decimal(divide(a, b));
    default:
        break;
    }
    const auto parts = divide_whole(a, b);
    if (!parts) return std::nullopt;
    if (code == op::mod) return item{parts->rest};
    const auto whole = parts->whole.to_integer();
    return whole ? operand{item{*whole}} : std::nullopt;
}

bool refuse(machine& on, const syntax& infix)
{
    return on.fail(infix.offset, "This operator does not take values of these types.");
}

/// The unit of a product or quotient, as UCUM writes it.
std::optional<std::string> joined_unit(op code, std::string_view a, std::string_view b)
{
    if (code == op::divide && a == b) return "1";
    if (b == "1") return std::string{a};
    const bool is_plain = b.find_first_of("./") == std::string_view::npos;
    std::string joined = a == "1" && code == op::multiply ? "" : std::string{a};
    if (!joined.empty()) joined += code == op::multiply ? "." : "/";
    joined.append(is_plain ? "" : "(").append(b).append(is_plain ? "" : ")");
    if (joined.size() > longest_unit || !parse_unit(joined)) return std::nullopt;
    return joined;
}

std::string_view unit_name(const quantity& of)
{
    const calendar_unit* const calendar = of.is_calendar ? find_calendar_unit(of.unit) : nullptr;
    return calendar ? calendar->ucum : of.unit;
}

bool on_quantities(machine& on, const syntax& infix, const quantity& a, const quantity& b, operand& out)
{
    const op code = infix.code;
    out = std::nullopt;
    if (code == op::add || code == op::subtract) {
        const auto right = value_in(b, a);
        const auto value = !right ? std::nullopt : code == op::add ? add(a.value, *right) : subtract(a.value, *right);
        if (value) out = item{on.keep(quantity{*value, a.unit, a.is_calendar})};
        return true;
    }
    if (code != op::multiply && code != op::divide) return refuse(on, infix);
    const auto unit = joined_unit(code, unit_name(a), unit_name(b));
    const auto value = code == op::multiply ? multiply(a.value, b.value) : divide(a.value, b.value);
    if (!unit || !value) return true;
    item kept;
    if (!on.keep(*unit, kept)) return false;
    out = item{on.keep(quantity{*value, kept.string()})};
    return true;
}

/// A date, dateTime or time, later or earlier by a quantity of time.
bool on_time(machine& on, const syntax& infix, const item& start, const quantity& by, operand& out)
{
    // 'month' in quotes is no unit of UCUM; it is taken for the keyword.
    const calendar_unit* unit = find_calendar_unit(by.unit);
    if (!unit) unit = definite_unit(by.unit);
    const bool is_shift = infix.code == op::add || infix.code == op::subtract;
    if (!unit || !is_shift) return on.fail(infix.offset, "Only a quantity of calendar time can be added to a time.");
    out = std::nullopt;
    // Only seconds may be broken; of all others the whole ones count.
    const decimal times{unit->times};
    const auto scaled = multiply(infix.code == op::add ? by.value : by.value.negated(), times);
    const auto whole = scaled ? scaled->with_scale(0, decimal::rounding::to_zero) : std::nullopt;
    const auto count = whole ? whole->to_integer() : std::nullopt;
    if (!count) return true;
    if (start.is(kind::time)) {
        out = item{time_plus(start.time(), *count, unit->counts), kind::time};
        return true;
    }
    if (const auto moved = plus(start.time(), *count, unit->counts)) out = item{*moved, start.type()};
    return true;
}

bool concatenated(machine& on, const syntax& infix, const operand& left, const operand& right, operand& out)
{
    for (const operand* each : {&left, &right})
        if (*each && !(*each)->is(kind::string)) return refuse(on, infix);
    const std::string_view a = left ? left->string() : std::string_view{};
    const std::string_view b = right ? right->string() : std::string_view{};
    item made;
    if (!on.keep(a, b, made)) return false;
    out = made;
    return true;
}

}  // namespace

bool signed_of(machine& on, const syntax& sign, const operand& of, operand& out)
{
    out = of;
    if (!of) return true;
    const bool is_quantity = of->is(kind::quantity);
    if (!as_decimal(*of) && !is_quantity)
        return on.fail(sign.offset, "A sign stands before a number or quantity only.");
    if (sign.code == op::plus) return true;
    if (is_quantity)
        out = item{on.keep(quantity{of->quantity().value.negated(), of->quantity().unit, of->quantity().is_calendar})};
    else if (of->is(kind::integer))
        out = on_integers(op::subtract, 0, of->integer());
    else
        out = item{of->number().negated()};
    return true;
}

bool combined(machine& on, const syntax& infix, const operand& left, const operand& right, operand& out)
{
    if (infix.code == op::concatenate) return concatenated(on, infix, left, right, out);
    if (!left || !right) {
        out = std::nullopt;
        return true;
    }
    const item a = *left;
    const item b = *right;
    if (infix.code == op::add && a.is(kind::string) && b.is(kind::string))
        return concatenated(on, infix, left, right, out);
    if (a.is(kind::integer) && b.is(kind::integer)) {
        out = on_integers(infix.code, a.integer(), b.integer());
        return true;
    }
    const auto number = as_decimal(a);
    const auto other = as_decimal(b);
    if (number && other) {
        out = on_decimals(infix.code, *number, *other);
        return true;
    }
    const auto some = as_quantity(a);
    const auto by = as_quantity(b);
    const bool is_quantity = b.is(kind::quantity) || is_quantity_node(b);
    if ((is_date(a) || a.is(kind::time)) && by && is_quantity) return on_time(on, infix, a, *by, out);
    if (some && by) return on_quantities(on, infix, *some, *by, out);
    return refuse(on, infix);
}

}  // namespace marrow::fhir::fhirpath

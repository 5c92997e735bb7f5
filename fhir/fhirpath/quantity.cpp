#include "fhir/fhirpath/quantity.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {
namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// A year and a month of the calendar are no fixed time: they compare with each other alone.
const calendar_unit* indefinite(const quantity& of)
{
    const calendar_unit* const unit = of.is_calendar ? find_calendar_unit(of.unit) : nullptr;
    return unit && !unit->is_definite ? unit : nullptr;
}

std::optional<unit> unit_of(const quantity& of)
{
    const calendar_unit* const calendar = of.is_calendar ? find_calendar_unit(of.unit) : nullptr;
    return parse_unit(calendar ? calendar->ucum : of.unit);
}

/// What a value of the one is multiplied with, and divided by, to be of the other.
struct ratio {
    decimal times{1};
    decimal over{1};
};

std::optional<ratio> months_ratio(const calendar_unit& from, const calendar_unit& to)
{
    const auto months = [](const calendar_unit& of) { return decimal{of.counts == time_unit::year ? 12 : 1}; };
    return ratio{months(from), months(to)};
}

std::optional<ratio> ratio_between(const quantity& from, const quantity& to)
{
    const calendar_unit* const from_months = indefinite(from);
    const calendar_unit* const to_months = indefinite(to);
    if (from_months && to_months) return months_ratio(*from_months, *to_months);
    if (from_months || to_months) return std::nullopt;
    if (from.unit == to.unit) return ratio{};
    const auto a = unit_of(from);
    const auto b = unit_of(to);
    if (!a || !b || a->powers != b->powers) return std::nullopt;
    const auto times = multiply(a->numerator, b->denominator);
    const auto over = multiply(a->denominator, b->numerator);
    return times && over ? std::optional{ratio{*times, *over}} : std::nullopt;
}

bool is_same_name(const quantity& a, const quantity& b)
{
    const auto ucum = [](const quantity& of) {
        const calendar_unit* const calendar = of.is_calendar ? find_calendar_unit(of.unit) : nullptr;
        return calendar ? calendar->ucum : of.unit;
    };
    return ucum(a) == ucum(b);
}

}  // namespace

std::optional<quantity> parse_quantity(std::string_view text)
{
    const std::size_t end = std::min(text.find_first_not_of("+-0123456789."), text.size());
    const auto value = decimal::parse(text.substr(0, end));
    if (!value) return std::nullopt;
    text.remove_prefix(end);
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    if (text.empty()) return quantity{.value = *value};
    if (text.size() > 2 && text.front() == '\'' && text.find('\'', 1) == text.size() - 1)
        return quantity{*value, text.substr(1, text.size() - 2)};
    if (!find_calendar_unit(text)) return std::nullopt;
    return quantity{*value, text, true};
}

std::string quantity_text(const quantity& of)
{
    const std::string quote = of.is_calendar ? "" : "'";
    return of.value.text().append(" ").append(quote).append(of.unit).append(quote);
}

std::optional<std::strong_ordering> compare(const quantity& a, const quantity& b)
{
    const auto by = ratio_between(a, b);
    if (!by) return std::nullopt;
    const auto left = multiply(a.value, by->times);
    const auto right = multiply(b.value, by->over);
    return left && right ? std::optional{compare(*left, *right)} : std::nullopt;
}

bool equivalent(const decimal& a, const decimal& b)
{
    const int scale = std::min(a.trimmed().scale(), b.trimmed().scale());
    return a.with_scale(scale) == b.with_scale(scale);
}

bool equivalent(const quantity& a, const quantity& b)
{
    if (is_same_name(a, b)) return equivalent(a.value, b.value);
    const auto by = ratio_between(a, b);
    if (!by) return false;
    const bool is_a_coarser = compare(by->times, by->over) == std::strong_ordering::greater;
    const quantity& coarse = is_a_coarser ? a : b;
    const auto moved = value_in(is_a_coarser ? b : a, coarse);
    return moved && equivalent(*moved, coarse.value);
}

bool comparable(const quantity& a, const quantity& b)
{
    return ratio_between(a, b).has_value();
}

std::optional<decimal> value_in(const quantity& of, const quantity& unit_of)
{
    const auto by = ratio_between(of, unit_of);
    if (!by) return std::nullopt;
    if (by->times == by->over) return of.value;
    const auto times = multiply(of.value, by->times);
    return times ? divide(*times, by->over) : std::nullopt;
}

}  // namespace marrow::fhir::fhirpath

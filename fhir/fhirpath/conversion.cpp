#include "fhir/fhirpath/conversion.hpp"

#include "fhir/fhirpath/order.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::fhirpath {
namespace {

using maybe = std::optional<item>;

/// Digits with a sign; a point too where `is_decimal`.
bool is_number(std::string_view text, bool is_decimal)
{
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::string_view allowed = is_decimal ? "0123456789." : "0123456789";
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<decimal> number_in(const item& of, bool is_decimal)
{
    if (of.is(kind::boolean)) return decimal{of.boolean() ? 1 : 0};
    if (of.is(kind::string)) return is_number(of.string(), is_decimal) ? decimal::parse(of.string()) : std::nullopt;
    return is_decimal || of.is(kind::integer) ? as_decimal(of) : std::nullopt;
}

template <class T>
maybe timed(const std::optional<T>& value, kind as)
{
    return value ? maybe{item{*value, as}} : std::nullopt;
}

}  // namespace

bool to_boolean(machine&, const item& of, maybe& out)
{
    constexpr std::array<std::string_view, 6> yes{"true", "t", "yes", "y", "1", "1.0"};
    constexpr std::array<std::string_view, 6> no{"false", "f", "no", "n", "0", "0.0"};
    if (of.is(kind::boolean)) out = of;
    if (of.is(kind::string)) {
        const std::string word = lowered(of.string());
        if (std::ranges::find(yes, word) != yes.end()) out = item{true};
        if (std::ranges::find(no, word) != no.end()) out = item{false};
    }
    if (const auto number = as_decimal(of)) {
        if (*number == decimal{1}) out = item{true};
        if (number->is_zero()) out = item{false};
    }
    return true;
}

bool to_integer(machine&, const item& of, maybe& out)
{
    const auto number = number_in(of, false);
    const auto whole = number ? number->to_integer() : std::nullopt;
    if (whole && *whole >= INT32_MIN && *whole <= INT32_MAX) out = item{*whole};
    return true;
}

bool to_long(machine&, const item& of, maybe& out)
{
    const auto number = number_in(of, false);
    const auto whole = number ? number->to_integer() : std::nullopt;
    if (whole) out = item{*whole};
    return true;
}

bool to_decimal(machine&, const item& of, maybe& out)
{
    if (const auto number = number_in(of, true)) out = item{*number};
    return true;
}

bool to_date(machine&, const item& of, maybe& out)
{
    if (of.is(kind::date)) out = of;
    if (of.is(kind::date_time)) out = item{of.time().cut(date_time::precision::day), kind::date};
    if (!of.is(kind::string)) return true;
    const auto read = parse_date_time(of.string());
    if (read) out = item{read->cut(date_time::precision::day), kind::date};
    return true;
}

bool to_date_time(machine&, const item& of, maybe& out)
{
    if (is_date(of)) out = item{of.time(), kind::date_time};
    if (of.is(kind::string)) out = timed(parse_date_time(of.string()), kind::date_time);
    return true;
}

bool to_time(machine&, const item& of, maybe& out)
{
    if (of.is(kind::time)) out = of;
    if (of.is(kind::string)) out = timed(parse_time(of.string()), kind::time);
    return true;
}

bool to_quantity(machine& on, const item& of, maybe& out)
{
    if (of.is(kind::string)) {
        if (const auto read = parse_quantity(of.string())) out = item{on.keep(*read)};
    } else if (of.is(kind::boolean)) {
        out = item{on.keep(quantity{.value = decimal{of.boolean() ? 1 : 0}})};
    } else if (const auto read = as_quantity(of)) {
        out = item{on.keep(*read)};
    }
    return true;
}

std::optional<std::string> text_of(const item& of)
{
    switch (of.type()) {
    case kind::boolean:
        return of.boolean() ? "true" : "false";
    case kind::integer:
        return std::to_string(of.integer());
    case kind::decimal:
        return of.number().text();
    case kind::string:
        return std::string{of.string()};
    case kind::date:
        return date_text(of.time());
    case kind::date_time:
        return date_time_text(of.time());
    case kind::time:
        return time_text(of.time());
    case kind::quantity:
        return quantity_text(of.quantity());
    case kind::type_name:
        return std::string{of.named().is_system ? "System." : "FHIR."}.append(of.named().name);
    case kind::node:
        break;
    }
    if (!is_quantity_node(of)) return std::nullopt;
    const auto read = quantity_of(of.element());
    return read ? std::optional{quantity_text(*read)} : std::nullopt;
}

bool to_text(machine& on, const item& of, maybe& out)
{
    if (of.is(kind::string)) {
        out = of;
        return true;
    }
    const auto text = text_of(of);
    if (!text) return true;
    item kept;
    if (!on.keep(*text, kept)) return false;
    out = kept;
    return true;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/fhirpath/item.hpp"

#include <array>
#include <charconv>

namespace marrow::fhir::fhirpath {

using json::name;

namespace {

constexpr std::string_view ucum = "http://unitsofmeasure.org";

std::string_view type_of(const node& element)
{
    return element.type ? element.type->name : std::string_view{};
}

template <class T>
item or_text(const std::optional<T>& value, kind as, std::string_view text)
{
    return value ? item{*value, as} : item{text};
}

item from_string(std::string_view text, std::string_view type)
{
    if (type == "date") return or_text(parse_date(text), kind::date, text);
    if (type == "dateTime" || type == "instant") return or_text(parse_date_time(text), kind::date_time, text);
    if (type == "time") return or_text(parse_time(text), kind::time, text);
    if (type == "integer64") {
        const auto number = decimal::parse(text);
        const auto whole = number ? number->to_integer() : std::nullopt;
        return whole ? item{*whole} : item{text};
    }
    return item{text};
}

item from_number(std::string_view text, std::string_view type)
{
    std::int64_t whole{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    if (is_whole) return type == "decimal" ? item{decimal{whole}} : item{whole};
    const auto number = decimal::parse(text);
    return number ? item{*number} : item{text};
}

/// A calendar keyword for the codes of UCUM that FHIR maps to one.
std::string_view calendar_keyword(std::string_view code)
{
    struct row {
        std::string_view code;
        std::string_view keyword;
    };
    constexpr row rows[]{
        {"a", "year"},
        {"mo", "month"},
        {"d", "day"},
        {"h", "hour"},
        {"min", "minute"},
        {"s", "second"},
        {"wk", "week"},
        {"ms", "millisecond"}};
    for (const row& each : rows)
        if (each.code == code) return each.keyword;
    return {};
}

}  // namespace

std::string_view system_name(kind of)
{
    constexpr std::array<std::string_view, 10> names{
        "Boolean", "Integer", "Decimal", "String", "Date", "DateTime", "Time", "Quantity", "TypeInfo", ""};
    return names[static_cast<std::size_t>(of)];
}

item system_value(const item& of)
{
    if (!of.is_node() || !of.element().value) return of;
    const json::value& value = *of.element().value;
    switch (value.type()) {
    case json::kind::boolean:
        return item{value.is_true()};
    case json::kind::number:
        return from_number(value.text(), type_of(of.element()));
    case json::kind::string: {
        const std::string_view type = type_of(of.element());
        const bool may_differ = !type.empty() && (type.front() == 'd' || type.front() == 't' || type.front() == 'i');
        return may_differ ? from_string(value.text(), type) : item{value.text()};
    }
    default:
        return of;
    }
}

bool is_quantity_node(const item& of)
{
    if (!of.is_node()) return false;
    for (const definitions::type* at = of.element().type; at; at = at->base)
        if (at->name == "Quantity") return true;
    return false;
}

std::optional<quantity> quantity_of(const node& element)
{
    static const name comparator = json::known_name("comparator");
    if (!element.value || (*element.value)[comparator]) return std::nullopt;
    const json::value& number = (*element.value)[name::value];
    const auto value = number.is_number() ? decimal::parse(number.text()) : std::nullopt;
    if (!value) return std::nullopt;
    const std::string_view code = (*element.value)[name::code].text();
    if (!code.empty() && (*element.value)[name::system].text() == ucum) {
        const std::string_view keyword = calendar_keyword(code);
        return keyword.empty() ? quantity{*value, code} : quantity{*value, keyword, true};
    }
    const std::string_view unit = (*element.value)[name::unit].text();
    if (!code.empty()) return quantity{*value, code};
    return unit.empty() ? quantity{*value} : quantity{*value, unit};
}

}  // namespace marrow::fhir::fhirpath

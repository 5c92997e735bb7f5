#include "fhir/fhirpath/functions.hpp"
#include "fhir/fhirpath/parser.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {
namespace {

struct system_type {
    std::string_view name;
    kind is;
};

constexpr system_type system_types[]{
    {"Boolean", kind::boolean},
    {"Integer", kind::integer},
    {"Long", kind::integer},
    {"Decimal", kind::decimal},
    {"String", kind::string},
    {"Date", kind::date},
    {"Time", kind::time},
    {"DateTime", kind::date_time},
    {"Quantity", kind::quantity},
};

kind find_system_type(std::string_view name)
{
    const auto* const found = std::ranges::find(system_types, name, &system_type::name);
    return found == std::end(system_types) ? kind::node : found->is;
}

std::string uncapitalized(std::string_view name)
{
    std::string lower{name};
    if (!lower.empty() && lower[0] >= 'A' && lower[0] <= 'Z') lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
    return lower;
}

}  // namespace

bool parser::literal(index& out)
{
    const token at = token_;
    switch (at.type) {
    case token::kind::identifier:
        return advance() && make_literal(item{at.text == "true"}, at.offset, out);
    case token::kind::string: {
        std::string_view text;
        return keep(at.text, text) && advance() && make_literal(item{text}, at.offset, out);
    }
    case token::kind::number:
        return number(out);
    default:
        return date(out);
    }
}

bool parser::make_literal(const item& value, std::uint32_t offset, index& out)
{
    out_.literals.push_back(value);
    return make(op::literal, offset, out, static_cast<std::uint32_t>(out_.literals.size() - 1));
}

bool parser::number(index& out)
{
    const token at = token_;
    const auto value = decimal::parse(at.text);
    if (!value) return fail_at(at.offset, "This number has more digits than the 38 that are read.");
    if (!advance()) return false;
    const bool is_unit = token_.type == token::kind::string;
    if (is_unit || (token_.type == token::kind::identifier && find_calendar_unit(token_.text))) {
        std::string_view unit = token_.text;
        if (is_unit && !keep(token_.text, unit)) return false;
        const quantity& made = out_.quantities.emplace_back(quantity{*value, unit, !is_unit});
        return advance() && make_literal(item{&made}, at.offset, out);
    }
    const auto whole = at.text.find('.') == std::string_view::npos ? value->to_integer() : std::nullopt;
    return make_literal(whole ? item{*whole} : item{*value}, at.offset, out);
}

bool parser::date(index& out)
{
    const token at = token_;
    const bool is_time = at.type == token::kind::time;
    const bool is_date = at.type == token::kind::date;
    const auto value = is_time ? parse_time(at.text) : is_date ? parse_date(at.text) : parse_date_time(at.text);
    if (!value) return fail_at(at.offset, "This is no date or time of the calendar.");
    const kind of = is_time ? kind::time : is_date ? kind::date : kind::date_time;
    return advance() && make_literal(item{*value, of}, at.offset, out);
}

bool parser::member(std::string_view spelling, bool is_head, std::uint32_t offset, index& out)
{
    member_name made{.spelling = spelling, .number = json::known_name(spelling), .is_head = is_head};
    const bool may_be_type = is_head && !spelling.empty() && spelling.front() >= 'A' && spelling.front() <= 'Z';
    if (may_be_type) made.type = release_.find(spelling);
    out_.members.push_back(made);
    return make(op::member, offset, out, static_cast<std::uint32_t>(out_.members.size() - 1));
}

bool parser::call(std::string_view spelling, std::uint32_t offset, index& out)
{
    const function* const known = find_function(spelling);
    if (!known) return fail_at(offset, "There is no function " + std::string{spelling} + "().");
    if (!make(op::call, offset, out) || !advance()) return false;
    out_.nodes[out].calls = known;
    std::uint32_t count = 0;
    if (!is_symbol(")") && !arguments(*known, out, count)) return false;
    if (count < known->least || count > known->most)
        return fail_at(offset, std::string{spelling} + "() does not take " + std::to_string(count) + " arguments.");
    if (known->arguments == takes::pattern && !literal_pattern(out)) return false;
    return expect(")");
}

bool parser::arguments(const function& of, index made, std::uint32_t& count)
{
    while (true) {
        ++count;
        if (!argument(of, made)) return false;
        if (!is_symbol(",")) return true;
        if (!advance()) return false;
    }
}

bool parser::argument(const function& of, index made)
{
    if (of.arguments == takes::type) return type_specifier(out_.nodes[made].data);
    index value{};
    if (!expression(0, value)) return false;
    if (of.arguments == takes::keys) {
        // sort(-name) is the older way to write sort(name desc).
        if (out_.nodes[value].code == op::negate) {
            value = out_.nodes[value].first;
            out_.nodes[value].is_descending = true;
        }
        if (is_word("desc")) out_.nodes[value].is_descending = true;
        if ((is_word("asc") || is_word("desc")) && !advance()) return false;
    }
    return adopt(made, value);
}

bool parser::literal_pattern(index of_call)
{
    const syntax& first = out_.nodes[out_.nodes[of_call].first];
    if (first.code != op::literal || !out_.literals[first.data].is(kind::string)) return true;
    const pattern& made = out_.patterns.emplace_back(out_.literals[first.data].string());
    out_.nodes[of_call].data = static_cast<std::uint32_t>(out_.patterns.size());
    if (out_.spoken == dialect::invariant || made.get().ok()) return true;
    return fail_at(first.offset, "This is no regular expression that RE2 takes: " + made.get().error() + ".");
}

bool parser::type_specifier(std::uint32_t& out)
{
    const std::uint32_t offset = token_.offset;
    std::string_view name;
    if (!identifier(name)) return false;
    std::string_view space;
    if ((name == "FHIR" || name == "System") && is_symbol(".")) {
        space = name;
        if (!advance() || !identifier(name)) return false;
    }
    return add_type(space, name, offset, out);
}

bool parser::add_type(std::string_view space, std::string_view name, std::uint32_t offset, std::uint32_t& out)
{
    struct type_specifier made {
        .name = name
    };
    if (space != "System") made.fhir = release_.find(name);
    if (!made.fhir && space.empty() && out_.spoken == dialect::invariant)
        made.fhir = release_.find(uncapitalized(name));
    if (space != "FHIR") made.system = find_system_type(name);
    if (space != "System" && !made.fhir && made.system == kind::node)
        return fail_at(offset, "There is no type " + std::string{name} + " in this release of FHIR.");
    out = static_cast<std::uint32_t>(out_.types.size());
    out_.types.push_back(made);
    return true;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/fhirpath/check.hpp"

#include "fhir/fhirpath/functions.hpp"
#include "fhir/fhirpath/program.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace marrow::fhir::fhirpath {
namespace {

using types = std::vector<const definitions::type*>;

/// What a part of the expression can give.
struct seen {
    types of;             ///< elements of these types alone, unless
    bool is_open{};       ///< anything
    bool is_unordered{};  ///< children() and what is taken from it
};

seen anything(bool is_unordered = false)
{
    return {{}, true, is_unordered};
}

void add(seen& to, const definitions::type* type)
{
    // What stands where any resource or element may stand is known by the data alone.
    if (type->is_abstract) to.is_open = true;
    if (std::ranges::find(to.of, type) == to.of.end()) to.of.push_back(type);
}

seen merged(seen a, const seen& b)
{
    a.is_open = a.is_open || b.is_open;
    a.is_unordered = a.is_unordered || b.is_unordered;
    for (const definitions::type* type : b.of)
        add(a, type);
    return a;
}

/// What a function gives, and from where its arguments are asked.
enum class gives : std::uint8_t { anything, input, ordered, argument, both, extension, unordered };

struct row {
    std::string_view name;
    gives result;
    bool asks_input;  ///< the arguments are asked of the items of the input
};

constexpr row rows[]{
    {"where", gives::input, true},          {"select", gives::argument, true},
    {"all", gives::anything, true},         {"exists", gives::anything, true},
    {"repeat", gives::anything, true},      {"repeatAll", gives::anything, true},
    {"aggregate", gives::anything, true},   {"iif", gives::argument, true},
    {"sort", gives::input, true},           {"trace", gives::input, true},
    {"defineVariable", gives::input, true}, {"single", gives::input, false},
    {"distinct", gives::input, false},      {"exclude", gives::input, false},
    {"intersect", gives::input, false},     {"checkModifiers", gives::input, false},
    {"first", gives::ordered, false},       {"last", gives::ordered, false},
    {"tail", gives::ordered, false},        {"skip", gives::ordered, false},
    {"take", gives::ordered, false},        {"union", gives::both, false},
    {"combine", gives::both, false},        {"extension", gives::extension, false},
    {"children", gives::unordered, false},  {"descendants", gives::unordered, false},
};

class checker {
public:
    checker(const program& of, const definitions::model& release) : of_{of}, release_{release} {}

    seen look(std::uint32_t at, const seen& focus);
    std::optional<fault> found;

private:
    seen look_at_chain(const syntax& chain, const seen& focus);
    seen step(const syntax& step, const seen& input, const seen& focus);
    seen member(const syntax& at, const seen& input);
    seen call(const syntax& at, const seen& input, const seen& focus);
    seen of_type(const syntax& at);
    seen operands(const syntax& at, const seen& focus);
    void wrong(const syntax& at, std::string text);

    const program& of_;
    const definitions::model& release_;
};

void checker::wrong(const syntax& at, std::string text)
{
    if (!found) found = fault{fault_kind::usage, std::move(text), {}, json::locate(of_.text, at.offset)};
}

seen checker::look(std::uint32_t at, const seen& focus)
{
    const syntax& here = of_.nodes[at];
    switch (here.code) {
    case op::self:
        return focus;
    case op::chain:
        return look_at_chain(here, focus);
    case op::member:
    case op::call:
    case op::item_at:
        return step(here, focus, focus);
    case op::as:
        look(here.first, focus);
        return of_type(here);
    case op::unite:
        return operands(here, focus);
    default:
        operands(here, focus);
        return anything();
    }
}

seen checker::operands(const syntax& at, const seen& focus)
{
    seen all;
    for (std::uint32_t operand = at.first; operand != nowhere; operand = of_.nodes[operand].next)
        all = merged(std::move(all), look(operand, focus));
    return all;
}

seen checker::look_at_chain(const syntax& chain, const seen& focus)
{
    seen input = look(chain.first, focus);
    for (std::uint32_t at = of_.nodes[chain.first].next; at != nowhere; at = of_.nodes[at].next)
        input = step(of_.nodes[at], input, focus);
    return input;
}

seen checker::step(const syntax& at, const seen& input, const seen& focus)
{
    if (at.code == op::member) return member(at, input);
    if (at.code == op::call) return call(at, input, focus);
    look(at.first, focus);
    if (input.is_unordered) wrong(at, "The items have no order here, so that none can be told by its number.");
    return input;
}

seen checker::member(const syntax& at, const seen& input)
{
    if (input.is_open) return anything(input.is_unordered);
    const member_name& name = of_.members[at.data];
    seen made;
    for (const definitions::type* type : input.of) {
        if (name.is_head && name.type && (type == name.type || type->derives_from(*name.type))) add(made, type);
        for (const definitions::element& element : type->elements)
            if (element.name == name.spelling)
                for (const definitions::type_ref& each : element.types)
                    add(made, each.of);
    }
    if (!made.of.empty() || input.of.empty()) return made;
    constexpr std::size_t most_names = 4;
    std::string names;
    for (const definitions::type* type : std::span{input.of}.first(std::min(input.of.size(), most_names)))
        names.append(names.empty() ? "" : " or ").append(type->name);
    if (input.of.size() > most_names) names += " or other types";
    wrong(at, "There is no element " + std::string{name.spelling} + " in " + names + ".");
    return anything();
}

seen checker::of_type(const syntax& at)
{
    const definitions::type* const type = of_.types[at.data].fhir;
    if (!type) return anything();
    seen made;
    add(made, type);
    return made;
}

seen checker::call(const syntax& at, const seen& input, const seen& focus)
{
    if (at.calls->arguments == takes::type) return at.calls->judge ? anything() : of_type(at);
    const auto* const known = std::ranges::find(rows, at.calls->name, &row::name);
    const bool is_known = known != std::end(rows);
    seen given = operands(at, is_known && known->asks_input ? input : focus);
    if (at.calls->name == "iif" && of_.nodes[at.first].code == op::literal &&
        !of_.literals[of_.nodes[at.first].data].is(kind::boolean))
        wrong(at, "The criterion of iif() is no truth.");
    switch (is_known ? known->result : gives::anything) {
    case gives::input:
        return input;
    case gives::ordered:
        if (input.is_unordered) wrong(at, "The items have no order here, which this function asks for.");
        return input;
    case gives::argument:
        return given;
    case gives::both:
        return merged(input, given);
    case gives::extension: {
        seen made;
        if (const definitions::type* const type = release_.find("Extension")) add(made, type);
        return made;
    }
    case gives::unordered:
        return anything(true);
    case gives::anything:
        break;
    }
    return anything();
}

}  // namespace

std::optional<fault> check(const expression& of, const definitions::model& release, const definitions::type* focus)
{
    checker on{of.code(), release};
    seen start = anything();
    if (focus) {
        start = {};
        add(start, focus);
    }
    on.look(of.code().root, start);
    return on.found;
}

}  // namespace marrow::fhir::fhirpath

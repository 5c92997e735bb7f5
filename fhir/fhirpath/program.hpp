#pragma once

#include "fhir/fhirpath/expression.hpp"
#include "fhir/fhirpath/item.hpp"
#include "fhir/fhirpath/pattern.hpp"
#include "fhir/json/name.hpp"

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace marrow::fhir::fhirpath {

struct function;

enum class op : std::uint8_t {
    literal,   ///< data: index of literals
    empty,     ///< {}
    self,      ///< $this
    index,     ///< $index
    total,     ///< $total
    variable,  ///< %name; data: index of names
    chain,     ///< the first operand, and steps that each take what the one before gave

    // Steps: at the head of an expression they take the focus.
    member,   ///< data: index of members
    call,     ///< operands: the arguments; data: index of types for is(), as(), ofType()
    item_at,  ///< operand: the index

    plus,
    negate,
    multiply,
    divide,
    div,
    mod,
    add,
    subtract,
    concatenate,
    is,  ///< data: index of types
    as,
    unite,
    less,
    greater,
    less_or_equal,
    greater_or_equal,
    equal,
    equivalent,
    not_equal,
    not_equivalent,
    in,
    contains,
    conjunction,
    exclusive,
    disjunction,
    implication
};

/// No operand, no next one.
constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

/// A node of the syntax tree. Operators that associate (and, or, |, +, &) hold a whole run of operands.
struct syntax {
    op code;
    bool is_descending{};  ///< of an argument of sort()
    std::uint16_t height{1};
    std::uint32_t first{nowhere};  ///< operand
    std::uint32_t next{nowhere};   ///< operand of the same parent
    std::uint32_t data{};
    std::uint32_t offset{};  ///< in the text
    const function* calls{};
};

struct member_name {
    std::string_view spelling;
    json::name number{json::name::none};  ///< none where names.def has no such name: then the document is asked
    const definitions::type* type{};      ///< which the name names, where it stands at the head of an expression
    bool is_head{};
};

struct type_specifier {
    std::string_view name;
    const definitions::type* fhir{};  ///< null when the specifier cannot mean a type of FHIR
    kind system{kind::node};          ///< node when it cannot mean a System type
};

/// A compiled expression. Views point into text and strings.
struct program {
    std::string text;
    dialect spoken{};
    std::unique_ptr<char[]> strings;  ///< decoded literals and names
    std::vector<syntax> nodes;
    std::uint32_t root{};
    std::vector<item> literals;
    std::vector<member_name> members;
    std::vector<type_specifier> types;
    std::vector<std::string_view> names;
    std::deque<quantity> quantities;
    std::deque<pattern> patterns;  ///< of literals; data of the call is the index plus one
};

}  // namespace marrow::fhir::fhirpath

#pragma once

#include "fhir/fhirpath/lexer.hpp"
#include "fhir/fhirpath/program.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// Reads a program by precedence climbing. After a failure only fault_of() is of use.
class parser {
public:
    parser(program& out, const definitions::model& release, const bounds& limits);

    bool parse();
    fault fault_of() const;

private:
    using index = std::uint32_t;

    bool advance();
    bool is_symbol(std::string_view text) const;
    bool is_word(std::string_view text) const;
    bool take(std::string_view symbol);
    bool expect(std::string_view symbol);
    bool fail(std::string_view expected);
    bool fail_at(std::uint32_t offset, std::string text, fault_kind kind = fault_kind::usage);

    bool expression(int level, index& out);
    bool unary(index& out);
    bool chain(index& out);
    bool step(index& out);
    bool fuse(index first, index second);
    bool primary(index& out);
    bool parenthesis(index& out);
    bool special(index& out);
    bool variable(index& out);
    bool literal(index& out);
    bool number(index& out);
    bool date(index& out);
    bool name_or_call(bool is_head, index& out);
    bool member(std::string_view spelling, bool is_head, std::uint32_t offset, index& out);
    bool call(std::string_view spelling, std::uint32_t offset, index& out);
    bool arguments(const function& of, index made, std::uint32_t& count);
    bool argument(const function& of, index made);
    bool literal_pattern(index of_call);
    bool type_specifier(std::uint32_t& out);
    bool add_type(std::string_view space, std::string_view name, std::uint32_t offset, std::uint32_t& out);
    bool identifier(std::string_view& out);

    bool make(op code, std::uint32_t offset, index& out, std::uint32_t data = 0);
    bool make_literal(const item& value, std::uint32_t offset, index& out);
    bool combine(op code, std::uint32_t offset, index left, index right, index& out);
    bool adopt(index parent, index child);
    bool keep(std::string_view inside, std::string_view& out);

    program& out_;
    const definitions::model& release_;
    bounds limits_;
    lexer lexer_;
    token token_;
    std::uint32_t nesting_{};
    std::vector<index> last_;  ///< by node: its last operand
    std::size_t kept_{};       ///< bytes of strings in use
    std::string scratch_;
    fault_kind failed_kind_{fault_kind::usage};
    std::string failed_;
    std::uint32_t failed_at_{};
};

}  // namespace marrow::fhir::fhirpath

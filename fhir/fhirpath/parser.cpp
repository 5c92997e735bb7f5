#include "fhir/fhirpath/parser.hpp"

#include "fhir/fhirpath/functions.hpp"

#include <algorithm>
#include <cstring>

namespace marrow::fhir::fhirpath {
namespace {

struct infix {
    std::string_view text;
    op code;
    int level;  ///< the higher the tighter
};

constexpr int type_level = 8;

constexpr infix infixes[]{
    {"implies", op::implication, 1},
    {"or", op::disjunction, 2},
    {"xor", op::exclusive, 2},
    {"and", op::conjunction, 3},
    {"in", op::in, 4},
    {"contains", op::contains, 4},
    {"=", op::equal, 5},
    {"~", op::equivalent, 5},
    {"!=", op::not_equal, 5},
    {"!~", op::not_equivalent, 5},
    {"<", op::less, 6},
    {">", op::greater, 6},
    {"<=", op::less_or_equal, 6},
    {">=", op::greater_or_equal, 6},
    {"|", op::unite, 7},
    {"is", op::is, type_level},
    {"as", op::as, type_level},
    {"+", op::add, 9},
    {"-", op::subtract, 9},
    {"&", op::concatenate, 9},
    {"*", op::multiply, 10},
    {"/", op::divide, 10},
    {"div", op::div, 10},
    {"mod", op::mod, 10},
};

const infix* find_infix(const token& at)
{
    if (at.type != token::kind::identifier && at.type != token::kind::symbol) return nullptr;
    const auto* const found = std::ranges::find(infixes, at.text, &infix::text);
    return found == std::end(infixes) ? nullptr : found;
}

/// a or b or c is one node of three operands.
bool holds_runs(op code)
{
    switch (code) {
    case op::conjunction:
    case op::disjunction:
    case op::exclusive:
    case op::unite:
    case op::add:
    case op::concatenate:
        return true;
    default:
        return false;
    }
}

}  // namespace

parser::parser(program& out, const definitions::model& release, const bounds& limits)
    : out_{out}, release_{release}, limits_{limits}, lexer_{out.text}
{
}

bool parser::parse()
{
    out_.strings = std::make_unique<char[]>(out_.text.size() + 1);
    if (!advance() || !expression(0, out_.root)) return false;
    return token_.type == token::kind::end || fail("an operator or the end");
}

fault parser::fault_of() const
{
    return {failed_kind_, failed_, {}, json::locate(out_.text, failed_at_)};
}

bool parser::fail_at(std::uint32_t offset, std::string text, fault_kind kind)
{
    failed_ = std::move(text);
    failed_at_ = offset;
    failed_kind_ = kind;
    return false;
}

bool parser::fail(std::string_view expected)
{
    std::string text = token_.type == token::kind::end ? "The expression ends where " : "Here ";
    return fail_at(token_.offset, text.append(expected).append(" was expected."));
}

bool parser::advance()
{
    token_ = lexer_.next();
    return token_.type != token::kind::wrong || fail(token_.text);
}

bool parser::is_symbol(std::string_view text) const
{
    return token_.type == token::kind::symbol && token_.text == text;
}

bool parser::is_word(std::string_view text) const
{
    return token_.type == token::kind::identifier && token_.text == text;
}

bool parser::expect(std::string_view symbol)
{
    return is_symbol(symbol) ? advance() : fail("'" + std::string{symbol} + "'");
}

bool parser::expression(int level, index& out)
{
    if (++nesting_ > limits_.depth)
        return fail_at(token_.offset, "The expression is nested too deeply.", fault_kind::too_large);
    index left{};
    if (!unary(left)) return false;
    for (const infix* by = find_infix(token_); by && by->level >= level; by = find_infix(token_)) {
        const std::uint32_t offset = token_.offset;
        if (!advance()) return false;
        if (by->level == type_level) {
            index made{};
            std::uint32_t type{};
            if (!type_specifier(type) || !make(by->code, offset, made, type) || !adopt(made, left)) return false;
            left = made;
            continue;
        }
        index right{};
        if (!expression(by->level + 1, right) || !combine(by->code, offset, left, right, left)) return false;
    }
    --nesting_;
    out = left;
    return true;
}

bool parser::combine(op code, std::uint32_t offset, index left, index right, index& out)
{
    if (holds_runs(code) && out_.nodes[left].code == code) {
        out = left;
        return adopt(left, right);
    }
    index made{};
    if (!make(code, offset, made) || !adopt(made, left) || !adopt(made, right)) return false;
    out = made;
    return true;
}

bool parser::unary(index& out)
{
    std::vector<std::pair<op, std::uint32_t>> signs;
    while (is_symbol("+") || is_symbol("-")) {
        signs.emplace_back(is_symbol("-") ? op::negate : op::plus, token_.offset);
        if (!advance()) return false;
    }
    if (!chain(out)) return false;
    while (!signs.empty()) {
        index made{};
        if (!make(signs.back().first, signs.back().second, made) || !adopt(made, out)) return false;
        signs.pop_back();
        out = made;
    }
    return true;
}

bool parser::chain(index& out)
{
    const std::uint32_t offset = token_.offset;
    if (!primary(out)) return false;
    if (!is_symbol(".") && !is_symbol("[")) return true;
    index made{};
    if (!make(op::chain, offset, made) || !adopt(made, out)) return false;
    while (is_symbol(".") || is_symbol("[")) {
        index next{};
        if (!step(next)) return false;
        if (!fuse(last_[made], next) && !adopt(made, next)) return false;
    }
    if (last_[made] != out) out = made;
    return true;
}

bool parser::step(index& out)
{
    const std::uint32_t offset = token_.offset;
    if (is_symbol(".")) return advance() && name_or_call(false, out);
    index at{};
    if (!advance() || !expression(0, at) || !expect("]")) return false;
    return make(op::item_at, offset, out) && adopt(out, at);
}

/// Two calls that one function does.
bool parser::fuse(index first, index second)
{
    syntax& before = out_.nodes[first];
    const syntax& after = out_.nodes[second];
    if (before.code != op::call || after.code != op::call) return false;
    if (before.calls->name != "children" || after.calls->name != "count") return false;
    before.calls = find_function("children().count");
    return true;
}

bool parser::primary(index& out)
{
    switch (token_.type) {
    case token::kind::identifier:
        return is_word("true") || is_word("false") ? literal(out) : name_or_call(true, out);
    case token::kind::delimited:
        return name_or_call(true, out);
    case token::kind::string:
    case token::kind::number:
    case token::kind::date:
    case token::kind::date_time:
    case token::kind::time:
        return literal(out);
    case token::kind::special:
        return special(out);
    case token::kind::symbol:
        if (is_symbol("(") || is_symbol("{")) return parenthesis(out);
        if (is_symbol("%")) return variable(out);
        break;
    case token::kind::end:
    case token::kind::wrong:
        break;
    }
    return fail("a name, a literal or an opening parenthesis");
}

bool parser::parenthesis(index& out)
{
    const std::uint32_t offset = token_.offset;
    const bool is_empty = is_symbol("{");
    if (!advance()) return false;
    if (is_empty) return expect("}") && make(op::empty, offset, out);
    return expression(0, out) && expect(")");
}

bool parser::special(index& out)
{
    struct row {
        std::string_view text;
        op code;
    };
    constexpr row rows[]{{"$this", op::self}, {"$index", op::index}, {"$total", op::total}};
    for (const row& each : rows)
        if (token_.text == each.text) return make(each.code, token_.offset, out) && advance();
    return fail("$this, $index or $total");
}

bool parser::variable(index& out)
{
    const std::uint32_t offset = token_.offset;
    if (!advance()) return false;
    std::string_view name;
    if (token_.type == token::kind::string) {
        if (!keep(token_.text, name) || !advance()) return false;
    } else if (!identifier(name)) {
        return false;
    }
    out_.names.push_back(name);
    return make(op::variable, offset, out, static_cast<std::uint32_t>(out_.names.size() - 1));
}

bool parser::identifier(std::string_view& out)
{
    if (token_.type == token::kind::identifier)
        out = token_.text;
    else if (token_.type != token::kind::delimited)
        return fail("a name");
    else if (!keep(token_.text, out))
        return false;
    return advance();
}

bool parser::keep(std::string_view inside, std::string_view& out)
{
    scratch_.clear();
    if (!append_unescaped(scratch_, inside)) return fail_at(token_.offset, "A wrong escape stands in this text.");
    char* const place = out_.strings.get() + kept_;
    std::memcpy(place, scratch_.data(), scratch_.size());
    kept_ += scratch_.size();
    out = {place, scratch_.size()};
    return true;
}

bool parser::name_or_call(bool is_head, index& out)
{
    const std::uint32_t offset = token_.offset;
    std::string_view name;
    if (!identifier(name)) return false;
    return is_symbol("(") ? call(name, offset, out) : member(name, is_head, offset, out);
}

bool parser::make(op code, std::uint32_t offset, index& out, std::uint32_t data)
{
    if (out_.nodes.size() >= limits_.nodes)
        return fail_at(offset, "The expression has too many parts.", fault_kind::too_large);
    out = static_cast<index>(out_.nodes.size());
    syntax& made = out_.nodes.emplace_back();
    last_.push_back(nowhere);
    made.code = code;
    made.offset = offset;
    made.data = data;
    return true;
}

bool parser::adopt(index parent, index child)
{
    syntax& above = out_.nodes[parent];
    (above.first == nowhere ? above.first : out_.nodes[last_[parent]].next) = child;
    last_[parent] = child;
    above.height = std::max(above.height, static_cast<std::uint16_t>(out_.nodes[child].height + 1));
    if (above.height <= limits_.depth) return true;
    return fail_at(above.offset, "The expression is nested too deeply.", fault_kind::too_large);
}

}  // namespace marrow::fhir::fhirpath

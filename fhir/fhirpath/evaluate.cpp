#include "fhir/fhirpath/arithmetic.hpp"
#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/distinct.hpp"
#include "fhir/fhirpath/machine.hpp"
#include "fhir/fhirpath/types.hpp"

namespace marrow::fhir::fhirpath {

bool machine::evaluate(std::uint32_t at, const frame& in)
{
    const syntax& here = code_->nodes[at];
    if (!spend(1)) return false;
    switch (here.code) {
    case op::literal:
        return push(code_->literals[here.data]);
    case op::empty:
        return true;
    case op::self:
        return push_copies(in.focus);
    case op::index:
        return push(item{std::int64_t{in.index}});
    case op::total:
        return push_copies(in.total);
    case op::variable:
        return push_variable(code_->names[here.data], here.offset);
    case op::chain:
        return evaluate_chain(here, in, nowhere);
    case op::member:
    case op::call:
    case op::item_at:
        return evaluate_step(at, in, in.focus);
    case op::plus:
    case op::negate:
    case op::multiply:
    case op::divide:
    case op::div:
    case op::mod:
    case op::add:
    case op::subtract:
    case op::concatenate:
        return evaluate_infix(here, in);
    case op::as:
        return evaluate_as(here, in);
    case op::unite:
        return evaluate_union(here, in);
    default: {
        truth made{};
        if (!judge(at, in, made)) return false;
        return made == truth::unknown || push(item{made == truth::yes});
    }
    }
}

bool machine::evaluate_alone(std::uint32_t at, const frame& in)
{
    const std::size_t scope = variables_.size();
    if (!evaluate(at, in)) return false;
    leave(scope);
    return true;
}

bool machine::single(std::uint32_t at, const frame& in, std::optional<item>& out)
{
    const std::uint32_t start = top();
    if (!evaluate_alone(at, in)) return false;
    if (top() - start > 1) return fail(code_->nodes[at].offset, "One item was expected here, not several.");
    if (top() != start) out = system_value(stack_.back());
    pop_to(start);
    return true;
}

bool machine::evaluate_chain(const syntax& chain, const frame& in, std::uint32_t last)
{
    const std::uint32_t start = top();
    if (!evaluate(chain.first, in)) return false;
    for (std::uint32_t step = code_->nodes[chain.first].next; step != last; step = code_->nodes[step].next) {
        const range input{start, top()};
        if (!evaluate_step(step, in, input)) return false;
        erase(input);
    }
    return true;
}

bool machine::evaluate_step(std::uint32_t at, const frame& in, range input)
{
    const syntax& step = code_->nodes[at];
    if (step.code == op::call) return evaluate_call(step, in, input);
    if (step.code == op::item_at) return evaluate_item_at(step, in, input);
    for (std::uint32_t from = input.begin; from < input.end; ++from)
        if (!push_members(item{stack_[from]}, code_->members[step.data])) return false;
    return true;
}

bool machine::evaluate_call(const syntax& step, const frame& in, range input)
{
    if (!spend(1)) return false;
    call made{*this, step, in, input};
    const std::uint32_t start = top();
    if (step.calls->judge) {
        truth answer{};
        if (!step.calls->judge(made, answer)) return false;
        pop_to(start);
        return answer == truth::unknown || push(item{answer == truth::yes});
    }
    if (!step.calls->run(made)) return false;
    erase({start, made.result});
    return true;
}

bool machine::evaluate_item_at(const syntax& step, const frame& in, range input)
{
    std::optional<item> index;
    if (!single(step.first, in, index)) return false;
    if (!index) return true;
    if (!index->is(kind::integer)) return fail(step.offset, "A whole number was expected between the brackets.");
    const std::int64_t at = index->integer();
    return at < 0 || at >= input.size() || push(item{stack_[input.begin + static_cast<std::uint32_t>(at)]});
}

bool machine::evaluate_infix(const syntax& infix, const frame& in)
{
    std::optional<item> left;
    if (!single(infix.first, in, left)) return false;
    const std::uint32_t second = code_->nodes[infix.first].next;
    if (second == nowhere) {
        std::optional<item> made;
        return signed_of(*this, infix, left, made) && (!made || push(*made));
    }
    for (std::uint32_t at = second; at != nowhere; at = code_->nodes[at].next) {
        std::optional<item> right;
        if (!single(at, in, right) || !combined(*this, infix, left, right, left)) return false;
    }
    return !left || push(*left);
}

bool machine::evaluate_union(const syntax& infix, const frame& in)
{
    const std::uint32_t start = top();
    for (std::uint32_t at = infix.first; at != nowhere; at = code_->nodes[at].next)
        if (!evaluate_alone(at, in)) return false;
    return keep_distinct(*this, {start, top()});
}

bool machine::evaluate_as(const syntax& infix, const frame& in)
{
    const std::uint32_t start = top();
    if (!evaluate_alone(infix.first, in)) return false;
    if (top() - start > 1 && !is_lenient())
        return fail(infix.offset, "One item was expected before 'as', not several.");
    std::uint32_t kept = start;
    for (std::uint32_t at = start; at < top(); ++at)
        if (is_exactly(stack_[at], code_->types[infix.data])) stack_[kept++] = stack_[at];
    pop_to(kept);
    return true;
}

}  // namespace marrow::fhir::fhirpath

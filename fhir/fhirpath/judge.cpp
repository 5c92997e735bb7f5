#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/machine.hpp"
#include "fhir/fhirpath/order.hpp"
#include "fhir/fhirpath/types.hpp"

namespace marrow::fhir::fhirpath {
namespace {

truth negated(truth of)
{
    if (of == truth::unknown) return of;
    return of == truth::yes ? truth::no : truth::yes;
}

truth truth_of(bool holds)
{
    return holds ? truth::yes : truth::no;
}

}  // namespace

bool machine::judge(std::uint32_t at, const frame& in, truth& out)
{
    const syntax& here = code_->nodes[at];
    if (!spend(1)) return false;
    switch (here.code) {
    case op::conjunction:
    case op::disjunction:
    case op::exclusive:
        return judge_run(here, in, out);
    case op::implication:
        return judge_implication(here, in, out);
    case op::is:
    case op::less:
    case op::greater:
    case op::less_or_equal:
    case op::greater_or_equal:
    case op::equal:
    case op::equivalent:
    case op::not_equal:
    case op::not_equivalent:
    case op::in:
    case op::contains:
        return judge_infix(here, in, out);
    case op::chain:
        return judge_chain(here, in, out);
    case op::call:
        if (here.calls->judge) {
            const std::uint32_t start = top();
            call made{*this, here, in, in.focus};
            if (!here.calls->judge(made, out)) return false;
            pop_to(start);
            return true;
        }
        break;
    default:
        break;
    }
    const std::uint32_t start = top();
    if (!evaluate(at, in) || !as_truth({start, top()}, here.offset, out)) return false;
    pop_to(start);
    return true;
}

bool machine::as_truth(range of, std::uint32_t offset, truth& out)
{
    out = truth::unknown;
    if (of.empty()) return true;
    if (of.size() > 1) return fail(offset, "One truth was expected here, not several items.");
    const item value = system_value(stack_[of.begin]);
    out = truth_of(!value.is(kind::boolean) || value.boolean());
    return true;
}

bool machine::judge_alone(std::uint32_t at, const frame& in, truth& out)
{
    const std::size_t scope = variables_.size();
    if (!judge(at, in, out)) return false;
    leave(scope);
    return true;
}

bool machine::judge_run(const syntax& run, const frame& in, truth& out)
{
    const bool is_exclusive = run.code == op::exclusive;
    // What decides at once: false and x, true or x.
    const truth decisive = run.code == op::conjunction ? truth::no : truth::yes;
    out = is_exclusive ? truth::no : negated(decisive);
    for (std::uint32_t at = run.first; at != nowhere; at = code_->nodes[at].next) {
        truth one{};
        if (!judge_alone(at, in, one)) return false;
        if (is_exclusive) {
            const bool is_known = one != truth::unknown && out != truth::unknown;
            out = is_known ? truth_of(one != out) : truth::unknown;
        } else if (one == decisive) {
            out = one;
            return true;
        } else if (one == truth::unknown) {
            out = one;
        }
    }
    return true;
}

bool machine::judge_implication(const syntax& infix, const frame& in, truth& out)
{
    truth when{};
    if (!judge_alone(infix.first, in, when)) return false;
    out = truth::yes;
    if (when == truth::no) return true;
    if (!judge_alone(code_->nodes[infix.first].next, in, out)) return false;
    if (when == truth::unknown && out == truth::no) out = truth::unknown;
    return true;
}

bool machine::judge_chain(const syntax& chain, const frame& in, truth& out)
{
    const std::uint32_t start = top();
    std::uint32_t last = code_->nodes[chain.first].next;
    while (code_->nodes[last].next != nowhere)
        last = code_->nodes[last].next;
    const syntax& step = code_->nodes[last];
    const bool is_judged = step.code == op::call && step.calls->judge;
    if (!evaluate_chain(chain, in, is_judged ? last : nowhere)) return false;
    if (is_judged) {
        call made{*this, step, in, {start, top()}};
        if (!step.calls->judge(made, out)) return false;
    } else if (!as_truth({start, top()}, step.offset, out)) {
        return false;
    }
    pop_to(start);
    return true;
}

bool machine::judge_infix(const syntax& infix, const frame& in, truth& out)
{
    const std::uint32_t start = top();
    if (!evaluate_alone(infix.first, in)) return false;
    const range left{start, top()};
    if (infix.code == op::is) {
        if (left.size() > 1) return fail(infix.offset, "One item was expected before 'is', not several.");
        out = left.empty() ? truth::unknown : truth_of(is_or_derives(stack_[start], code_->types[infix.data]));
        pop_to(start);
        return true;
    }
    if (!evaluate_alone(code_->nodes[infix.first].next, in)) return false;
    if (!judge_operands(infix, left, {left.end, top()}, out)) return false;
    pop_to(start);
    return true;
}

bool machine::judge_operands(const syntax& infix, range left, range right, truth& out)
{
    switch (infix.code) {
    case op::equal:
        return equal(left, right, out);
    case op::not_equal:
        if (!equal(left, right, out)) return false;
        out = negated(out);
        return true;
    case op::equivalent:
    case op::not_equivalent: {
        bool is_equivalent{};
        if (!equivalent(left, right, is_equivalent)) return false;
        out = truth_of(is_equivalent == (infix.code == op::equivalent));
        return true;
    }
    case op::in:
        return judge_membership(infix, left, right, out);
    case op::contains:
        return judge_membership(infix, right, left, out);
    default:
        return judge_order(infix, left, right, out);
    }
}

bool machine::judge_membership(const syntax& infix, range one, range all, truth& out)
{
    if (one.size() > 1) return fail(infix.offset, "One item was expected on this side, not several.");
    out = one.empty() ? truth::unknown : truth::no;
    if (one.empty()) return true;
    for (std::uint32_t at = all.begin; at < all.end && out == truth::no; ++at) {
        truth same{};
        if (!equal(stack_[one.begin], stack_[at], same)) return false;
        if (same == truth::yes) out = truth::yes;
    }
    return true;
}

bool machine::judge_order(const syntax& infix, range left, range right, truth& out)
{
    out = truth::unknown;
    if (left.empty() || right.empty()) return true;
    if (left.size() > 1 || right.size() > 1) return fail(infix.offset, "One item was expected on each side.");
    const ordered found = order_of(stack_[left.begin], stack_[right.begin]);
    if (!found.are_comparable) return fail(infix.offset, "Values of these types have no order.");
    if (!found.order) return true;
    const bool is_less = std::is_lt(*found.order);
    const bool is_equal = std::is_eq(*found.order);
    switch (infix.code) {
    case op::less:
        out = truth_of(is_less);
        break;
    case op::less_or_equal:
        out = truth_of(is_less || is_equal);
        break;
    case op::greater:
        out = truth_of(!is_less && !is_equal);
        break;
    default:
        out = truth_of(!is_less);
        break;
    }
    return true;
}

}  // namespace marrow::fhir::fhirpath

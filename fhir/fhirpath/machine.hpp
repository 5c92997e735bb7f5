#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/names.hpp"
#include "fhir/fhirpath/program.hpp"
#include "fhir/json/arena.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir::fhirpath {

/// A collection: items of the machine's stack.
struct range {
    std::uint32_t begin{};
    std::uint32_t end{};

    std::uint32_t size() const { return end - begin; }
    bool empty() const { return begin == end; }
};

/// What $this, $index and $total mean.
struct frame {
    range focus;
    std::uint32_t index{};
    range total{};
};

/// Runs programs on one stack of items. A collection is a run of it: evaluating pushes the result, operands are taken
/// off. Everything that can fail gives false after it has noted the fault.
class machine {
public:
    machine(const json::document& of, const definitions::model& release, const environment& outside);

    bool run(const program& code, const focus& from, range& result);
    bool run(const program& code, const focus& from, truth& result);
    fault fault_of() const;

    // Evaluation (evaluate.cpp, judge.cpp): the result is pushed, or given as a truth without a push.
    bool evaluate(std::uint32_t at, const frame& in);
    bool judge(std::uint32_t at, const frame& in, truth& out);

    /// The one item of the expression as a system value; none when it gives nothing. More than one are a fault.
    bool single(std::uint32_t at, const frame& in, std::optional<item>& out);

    /// The same, without the variables that the expression defines: operands, arguments and what is asked of each item.
    bool evaluate_alone(std::uint32_t at, const frame& in);
    bool judge_alone(std::uint32_t at, const frame& in, truth& out);

    // The stack.
    std::uint32_t top() const { return static_cast<std::uint32_t>(stack_.size()); }
    const item& operator[](std::uint32_t at) const { return stack_[at]; }
    std::span<const item> items(range of) const { return {stack_.data() + of.begin, of.size()}; }
    bool push(const item& one)
    {
        if (stack_.size() >= outside_.limits.items) return fail_items();
        stack_.push_back(one);
        return true;
    }
    bool push_copies(range of);
    void pop_to(std::uint32_t size) { stack_.resize(size); }
    void erase(range of);
    void assign(range of, std::span<const item> values);

    // Navigation (navigate.cpp).
    bool push_members(const item& from, const member_name& name);
    bool push_children(const item& from);
    std::size_t count_children(const item& from) const;
    /// What was sent under a name, and under that of its sibling.
    struct member_pair {
        const json::value* value{};
        const json::value* sibling{};
    };
    node node_of(const json::value& value, const definitions::type* type, const json::value* sibling) const;

    // Values (equality.cpp): unknown where precision or unit forbids an answer.
    bool equal(const item& a, const item& b, truth& out);
    bool equal(range a, range b, truth& out);
    bool equivalent(const item& a, const item& b, bool& out);
    bool equivalent(range a, range b, bool& out);

    /// Text that lives until the next run; empty, and a fault, over the bound.
    bool keep(std::string_view text, item& out) { return keep(text, {}, out); }
    bool keep(std::string_view text, std::string_view more, item& out);  ///< of the two as one
    const quantity* keep(const quantity& value);

    bool spend(std::uint64_t steps)
    {
        if (steps_ < steps) return fail_steps();
        steps_ -= steps;
        return true;
    }
    bool fail(std::uint32_t offset, std::string_view text, fault_kind kind = fault_kind::usage);

    // Variables: defined by defineVariable(), or from outside.
    bool define(std::string_view name, range value, std::uint32_t offset);
    std::size_t scope() const { return variables_.size(); }
    void leave(std::size_t scope);

    const program& code() const { return *code_; }
    bool is_lenient() const { return code_->spoken == dialect::invariant; }
    const syntax& at(std::uint32_t index) const { return code_->nodes[index]; }
    const json::document& document() const { return document_; }
    const definitions::model& release() const { return release_; }
    const environment& outside() const { return outside_; }
    const fhirpath::focus& from() const { return from_; }
    const document_names& names() const { return names_; }

private:
    struct defined {
        std::string_view name;
        std::uint32_t begin;
        std::uint32_t end;
    };

    void begin(const program& code, const focus& from);
    bool fail_steps();
    bool fail_items();
    bool push_variable(std::string_view name, std::uint32_t offset);
    bool is_well_known(std::string_view name, item& out) const;
    bool evaluate_chain(const syntax& chain, const frame& in, std::uint32_t last);
    bool evaluate_step(std::uint32_t at, const frame& in, range input);
    bool evaluate_call(const syntax& call, const frame& in, range input);
    bool evaluate_item_at(const syntax& step, const frame& in, range input);
    bool evaluate_infix(const syntax& infix, const frame& in);
    bool evaluate_union(const syntax& infix, const frame& in);
    bool evaluate_as(const syntax& infix, const frame& in);
    bool judge_run(const syntax& run, const frame& in, truth& out);
    bool judge_chain(const syntax& chain, const frame& in, truth& out);
    bool judge_infix(const syntax& infix, const frame& in, truth& out);
    bool judge_implication(const syntax& infix, const frame& in, truth& out);
    bool judge_operands(const syntax& infix, range left, range right, truth& out);
    bool judge_membership(const syntax& infix, range one, range all, truth& out);
    bool judge_order(const syntax& infix, range left, range right, truth& out);
    bool as_truth(range of, std::uint32_t offset, truth& out);
    member_pair find_pair(const json::value& parent, json::name plain) const;
    member_pair pair_of(const json::value& parent, const json::value& member) const;
    json::name plain_name(const json::value& member) const;
    bool makes_children(const json::value& parent, const json::value& member) const;
    bool push_values(const member_pair& found, const definitions::type* type);
    bool push_choice(const json::value& parent, const definitions::type& type, std::string_view spelling);

    const json::document& document_;
    const definitions::model& release_;
    const environment& outside_;
    document_names names_;

    const program* code_{};
    fhirpath::focus from_;
    std::vector<item> stack_;
    std::vector<defined> variables_;
    std::vector<item> held_;  ///< the items of variables
    json::arena memory_;
    std::uint64_t granted_{};  ///< steps that the evaluation may take
    std::uint64_t steps_{};    ///< those left of them
    std::uint64_t spent_{};    ///< those of the evaluations before
    std::size_t text_{};

    fault_kind failed_kind_{};
    std::string failed_;
    std::uint32_t failed_at_{};
};

}  // namespace marrow::fhir::fhirpath

#pragma once

#include "fhir/fhirpath/functions.hpp"
#include "fhir/fhirpath/machine.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// One call of a function: the input collection lies on the stack, what the function pushes is its result.
class call {
public:
    call(machine& on, const syntax& made, const frame& around, range of)
        : vm{on}, input{of}, result{on.top()}, node_{made}, in_{around}
    {
    }

    machine& vm;
    range input;
    std::uint32_t result;  ///< where the result begins on the stack

    const syntax& node() const { return node_; }
    const frame& in() const { return in_; }
    std::uint32_t count() const;

    /// The argument as an expression, to be evaluated item by item. nowhere when it is not there.
    std::uint32_t lambda(std::uint32_t number) const;

    /// The frame in which the item at that place of the stack is $this.
    frame around(std::uint32_t at) const { return {{at, at + 1}, at - input.begin, in_.total}; }

    /// The one item of the input or of an argument, as a system value; none when there is none, a fault when there
    /// are more. Arguments are evaluated from the focus of the call.
    bool single_input(std::optional<item>& out);
    bool argument(std::uint32_t number, std::optional<item>& out);

    /// The same where only a text or a whole number will do.
    bool text_input(std::optional<std::string_view>& out);
    bool text_argument(std::uint32_t number, std::optional<std::string_view>& out);
    bool integer_argument(std::uint32_t number, std::optional<std::int64_t>& out);

    /// The argument as a collection, which stays on the stack below the result.
    bool collection(std::uint32_t number, range& out);

    /// Whether a text of that size, growing, may still be made; a step of work is counted for it.
    bool fits(std::size_t size);

    /// Pushes a text made by the function.
    bool push_text(std::string_view text);

    bool fail(std::string_view text, fault_kind kind = fault_kind::usage) { return vm.fail(node_.offset, text, kind); }

private:
    bool as_text(const std::optional<item>& value, std::optional<std::string_view>& out);

    const syntax& node_;
    const frame& in_;
};

}  // namespace marrow::fhir::fhirpath

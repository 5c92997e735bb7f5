#pragma once

#include "fhir/fault.hpp"
#include "fhir/fhirpath/expression.hpp"
#include "fhir/fhirpath/item.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace marrow::fhir::fhirpath {

class machine;

/// What an evaluation may cost before it ends in a fault (too_large).
struct cost {
    std::uint64_t steps = 50'000'000;       ///< nodes of the expression visited, items made or compared
    std::uint64_t all_steps = UINT64_MAX;   ///< of all evaluations together
    std::uint32_t items = 4'000'000;        ///< held at one time, 32 bytes each
    std::uint32_t text = 64 * 1024 * 1024;  ///< bytes of texts made
};

/// A variable given from outside: %name.
struct variable {
    std::string_view name;
    item value;
};

/// What an expression asks of the world. All of it may be left empty.
struct environment {
    /// The resource that a Reference, canonical or uri element leads to, in the document; null when there is none.
    /// Without it only #contained resolves.
    std::function<const json::value*(const json::value& reference)> resolve;
    std::optional<date_time> now;  ///< with zone; without it now(), today() and timeOfDay() are faults
    std::span<const variable> variables;
    std::function<void(std::string_view name, std::span<const item> items)> trace;
    std::function<bool(std::string_view xhtml)> html_checks;  ///< without it htmlChecks() is a fault
    cost limits;
};

/// Where an evaluation stands.
struct focus {
    node at{};             ///< $this and %context
    node resource{};       ///< %resource; none: the focus
    node root_resource{};  ///< %rootResource; none: the resource
};

enum class truth : std::uint8_t { no, yes, unknown };

/// Evaluates compiled expressions over one document. Keeps its memory from one evaluation to the next, so that it
/// allocates nothing once warm. One thread at a time. The document, the model and the environment outlive it.
class evaluator {
public:
    evaluator(const json::document& of, const definitions::model& release, const environment& outside);
    ~evaluator();
    evaluator(const evaluator&) = delete;
    evaluator& operator=(const evaluator&) = delete;

    /// The root of the document as a node of its type.
    node root() const;

    /// A resource of the document, or an element of that type, as a node.
    node resource(const json::value& of) const;
    node element(const json::value& of, const definitions::type* type, const json::value* sibling = nullptr) const;

    /// The result, valid until the next evaluation. A fault (kind usage, too_large or not_supported) has the place in
    /// the text of the expression.
    result<std::span<const item>> evaluate(const expression& what, const focus& from);

    /// The result as a truth by the rule of singleton evaluation: no item is unknown, one that is no boolean is yes,
    /// more than one are a fault.
    result<truth> test(const expression& what, const focus& from);

private:
    std::unique_ptr<machine> machine_;
};

}  // namespace marrow::fhir::fhirpath

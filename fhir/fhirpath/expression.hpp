#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/fault.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace marrow::fhir::fhirpath {

struct program;

/// A compiled FHIRPath expression, for one release of FHIR and any number of documents. Immutable; threads share it.
class expression {
public:
    explicit expression(std::unique_ptr<const program> code);
    expression(expression&&) noexcept;
    expression& operator=(expression&&) noexcept;
    ~expression();

    std::string_view text() const;
    const program& code() const { return *code_; }

private:
    std::unique_ptr<const program> code_;
};

struct bounds {
    std::uint32_t bytes = 64 * 1024;
    std::uint32_t depth = 64;  ///< expressions within expressions, after chains (a.b.c, a or b or c) were laid flat
    std::uint32_t nodes = 16 * 1024;
};

/// The invariants of FHIR R4 and R4B are not all to the letter of the standard: as() is asked of several items, Boolean
/// is written for boolean, a text function is asked of several items. In their dialect as() takes what ofType() does,
/// a type of FHIR is found without regard to its first letter, a function of one item gives nothing for several,
/// and startsWith(), endsWith(), contains() and matches() of nothing are false, so that not() of them is true.
enum class dialect : std::uint8_t { standard, invariant };

/// Reads an expression of FHIRPath 2.0 with the functions of FHIR R4 to R5 and of the 3.0 ballot (functions.hpp).
/// Refused with kind usage, or too_large for a bound, at line and column of the text: what is no expression, functions
/// and types that do not exist, a wrong number of arguments, a regular expression in quotes that RE2 does not take.
/// The text is copied.
result<expression> compile(
    std::string_view text,
    const definitions::model& release,
    const bounds& limits = {},
    dialect spoken = dialect::standard
);

}  // namespace marrow::fhir::fhirpath

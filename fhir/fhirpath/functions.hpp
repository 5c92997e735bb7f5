#pragma once

#include "fhir/fhirpath/evaluator.hpp"

#include <cstdint>
#include <string_view>

namespace marrow::fhir::fhirpath {

class call;

/// What a function takes in its parentheses.
enum class takes : std::uint8_t { values, type, pattern, keys };

/// A function of FHIRPath: a row of one of the tables, one table a group. It gives either a collection or a truth.
struct function {
    std::string_view name;
    std::uint32_t least;  ///< arguments
    std::uint32_t most;
    bool (*run)(call&);  ///< false: a fault was noted
    bool (*judge)(call&, truth& out) = nullptr;
    takes arguments = takes::values;  ///< type: a type specifier; pattern: the first is a regular expression;
                                      ///< keys: those of sort(), with asc or desc
};

/// Null when there is no function of that name.
const function* find_function(std::string_view name);

}  // namespace marrow::fhir::fhirpath

#pragma once

#include "fhir/fhirpath/decimal.hpp"
#include "fhir/fhirpath/unit.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

struct quantity {
    decimal value;
    std::string_view unit{"1"};
    bool is_calendar{};  ///< the unit is a keyword: 3 months, not 3 'mo'
};

/// "4 days", "4 'd'", "4". None for anything else. The unit points into the text.
std::optional<quantity> parse_quantity(std::string_view text);

std::string quantity_text(const quantity& of);

/// None when the units cannot be compared.
std::optional<std::strong_ordering> compare(const quantity& a, const quantity& b);

/// Whether they count the same thing, once both are written to the precision of the less precise in the coarser unit.
bool equivalent(const quantity& a, const quantity& b);

/// The same with decimals: trailing zeros are no precision.
bool equivalent(const decimal& a, const decimal& b);

/// Whether the units have the same dimensions.
bool comparable(const quantity& a, const quantity& b);

/// The value of the quantity in that unit.
std::optional<decimal> value_in(const quantity& of, const quantity& unit_of);

}  // namespace marrow::fhir::fhirpath

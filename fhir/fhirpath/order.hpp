#pragma once

#include "fhir/fhirpath/item.hpp"

#include <compare>
#include <optional>

namespace marrow::fhir::fhirpath {

struct ordered {
    bool are_comparable;                        ///< false: values of types that have no order with each other
    std::optional<std::strong_ordering> order;  ///< none: precision, zone or unit forbids an answer
};

/// The order of two values, or elements that hold one: numbers, texts (by code point), dates and times, quantities.
ordered order_of(const item& a, const item& b);

/// The quantity of an item: one that is computed, an element, or a number (of unit 1). None for others.
std::optional<quantity> as_quantity(const item& of);

/// The number of an integer or decimal.
std::optional<decimal> as_decimal(const item& of);

inline bool is_date(const item& of)
{
    return of.is(kind::date) || of.is(kind::date_time);
}

}  // namespace marrow::fhir::fhirpath

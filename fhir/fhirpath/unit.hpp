#pragma once

#include "fhir/fhirpath/date_time.hpp"
#include "fhir/fhirpath/decimal.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// A unit of UCUM in base units: numerator / denominator times the product of the bases.
struct unit {
    decimal numerator{1};
    decimal denominator{1};
    std::array<std::int8_t, 9> powers{};  ///< of metre, gram, second, kelvin, coulomb, candela, radian, mole, [iU]
};

/// Units of common use (see unit.cpp), with prefixes, exponents, products, quotients and annotations. None for any
/// other, for a temperature with an offset, for more than longest_unit bytes, and where the factor does not fit.
std::optional<unit> parse_unit(std::string_view text);

constexpr std::size_t longest_unit = 64;

/// A keyword of FHIRPath: year, months, ... None for others.
struct calendar_unit {
    time_unit counts;
    std::int64_t times{1};  ///< nanoseconds in a second or a millisecond
    std::string_view ucum;  ///< the UCUM unit of the same name
    bool is_definite;       ///< as long as the UCUM unit; a year and a month are not
};
const calendar_unit* find_calendar_unit(std::string_view keyword);

/// The calendar unit that a definite UCUM unit (s, ms, min, h, d, wk) stands for; null for others.
const calendar_unit* definite_unit(std::string_view ucum);

}  // namespace marrow::fhir::fhirpath

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

__extension__ using int128 = __int128;

/// An exact decimal number of at most 38 digits with its scale (digits after the point, trailing zeros kept).
/// Operations whose result does not fit give none.
class decimal {
public:
    static constexpr int max_scale = 38;

    constexpr decimal() = default;
    constexpr decimal(std::int64_t integer) : high_{integer < 0 ? -1 : 0}, low_{static_cast<std::uint64_t>(integer)} {}

    /// None when it does not fit.
    static std::optional<decimal> of(int128 coefficient, int scale);

    /// A number of JSON or FHIRPath: sign, digits, point, exponent. None for anything else, or when it does not fit.
    static std::optional<decimal> parse(std::string_view text);

    /// Rounded to 15 significant digits; none for what is not finite.
    static std::optional<decimal> from(double number);

    int128 coefficient() const;
    int scale() const { return scale_; }
    bool is_negative() const { return high_ < 0; }
    bool is_zero() const { return high_ == 0 && low_ == 0; }

    /// Digits before the point (1 for 0.5).
    int integer_digits() const;
    double to_double() const;

    /// The number when it is whole and fits.
    std::optional<std::int64_t> to_integer() const;

    std::string text() const;

    enum class rounding : std::uint8_t { half_up, down, up, to_zero };  ///< half_up: away from zero; down: floor

    /// The number with that scale; digits are added or rounded away.
    std::optional<decimal> with_scale(int scale, rounding how = rounding::half_up) const;

    /// Without trailing zeros after the point.
    decimal trimmed() const;

    decimal negated() const;

private:
    std::int64_t high_{};
    std::uint64_t low_{};
    std::uint8_t scale_{};
};

std::optional<decimal> add(const decimal& a, const decimal& b);
std::optional<decimal> subtract(const decimal& a, const decimal& b);
std::optional<decimal> multiply(const decimal& a, const decimal& b);

/// To 16 digits after the point where they fit, without trailing zeros. None when divided by zero.
std::optional<decimal> divide(const decimal& a, const decimal& b);

/// The whole quotient, cut towards zero, and what is left. None when divided by zero.
struct quotient {
    decimal whole;
    decimal rest;
};
std::optional<quotient> divide_whole(const decimal& a, const decimal& b);

std::strong_ordering compare(const decimal& a, const decimal& b);
inline bool operator==(const decimal& a, const decimal& b)
{
    return compare(a, b) == std::strong_ordering::equal;
}

}  // namespace marrow::fhir::fhirpath

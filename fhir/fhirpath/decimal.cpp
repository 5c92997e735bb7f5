#include "fhir/fhirpath/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace marrow::fhir::fhirpath {
namespace {

constexpr int quotient_scale = 16;
constexpr int significant_digits = 15;

constexpr auto powers = [] {
    std::array<int128, decimal::max_scale + 1> made{};
    made[0] = 1;
    for (std::size_t at = 1; at < made.size(); ++at)
        made[at] = made[at - 1] * 10;
    return made;
}();

int128 power(int exponent)
{
    return powers[static_cast<std::size_t>(exponent)];
}

constexpr int128 largest = powers.back() - 1;

bool scaled_up(int128& coefficient, int by)
{
    return by <= decimal::max_scale && !__builtin_mul_overflow(coefficient, power(by), &coefficient);
}

/// Both coefficients at the larger scale; false when one does not fit.
bool align(int128& a, int a_scale, int128& b, int b_scale)
{
    return a_scale < b_scale ? scaled_up(a, b_scale - a_scale) : scaled_up(b, a_scale - b_scale);
}

int128 divided(int128 number, int128 by, decimal::rounding how)
{
    const int128 quotient = number / by;
    const int128 rest = number % by;
    const bool is_negative = (rest < 0) != (by < 0);
    const int128 away = is_negative ? -1 : 1;
    switch (how) {
    case decimal::rounding::half_up: {
        const int128 size = rest < 0 ? -rest : rest;
        const int128 whole = by < 0 ? -by : by;
        return size >= whole - size ? quotient + away : quotient;
    }
    case decimal::rounding::down:
        return rest != 0 && is_negative ? quotient - 1 : quotient;
    case decimal::rounding::up:
        return rest != 0 && !is_negative ? quotient + 1 : quotient;
    case decimal::rounding::to_zero:
        return quotient;
    }
    return quotient;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct scanned {
    int128 coefficient{};
    int scale{};
    bool has_digits{};
};

/// Digits with a point, from the front of the text. None when they do not fit.
std::optional<scanned> take_digits(std::string_view& text)
{
    scanned number;
    bool after_point = false;
    while (!text.empty() && (is_digit(text.front()) || (text.front() == '.' && !after_point))) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '.') {
            if (!number.has_digits) return std::nullopt;
            after_point = true;
            number.has_digits = false;
            continue;
        }
        if (__builtin_mul_overflow(number.coefficient, 10, &number.coefficient)) return std::nullopt;
        if (__builtin_add_overflow(number.coefficient, c - '0', &number.coefficient)) return std::nullopt;
        number.scale += after_point ? 1 : 0;
        number.has_digits = true;
    }
    return number.has_digits ? std::optional{number} : std::nullopt;
}

}  // namespace

std::optional<decimal> decimal::of(int128 coefficient, int scale)
{
    if (scale < 0) {
        if (!scaled_up(coefficient, -scale)) return std::nullopt;
        scale = 0;
    }
    if (scale > max_scale || coefficient > largest || coefficient < -largest) return std::nullopt;
    decimal made;
    made.high_ = static_cast<std::int64_t>(coefficient >> 64);
    made.low_ = static_cast<std::uint64_t>(coefficient);
    made.scale_ = static_cast<std::uint8_t>(scale);
    return made;
}

std::optional<decimal> decimal::parse(std::string_view text)
{
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    const auto number = take_digits(text);
    if (!number) return std::nullopt;
    int exponent = 0;
    if (!text.empty()) {
        if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
        text.remove_prefix(1);
        if (text.starts_with('+')) text.remove_prefix(1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        if (exponent > max_scale || exponent < -max_scale) return std::nullopt;
    }
    return of(is_negative ? -number->coefficient : number->coefficient, number->scale - exponent);
}

std::optional<decimal> decimal::from(double number)
{
    if (!std::isfinite(number)) return std::nullopt;
    std::array<char, 32> text{};
    const auto written =
        std::to_chars(text.begin(), text.end(), number, std::chars_format::general, significant_digits);
    return parse({text.data(), written.ptr});
}

int128 decimal::coefficient() const
{
    return static_cast<int128>(high_) << 64 | low_;
}

int decimal::integer_digits() const
{
    int digits = 1;
    for (int128 rest = coefficient() / power(scale_) / 10; rest != 0; rest /= 10)
        ++digits;
    return digits;
}

double decimal::to_double() const
{
    return static_cast<double>(static_cast<long double>(coefficient()) / static_cast<long double>(power(scale_)));
}

std::optional<std::int64_t> decimal::to_integer() const
{
    const int128 whole = coefficient() / power(scale_);
    if (whole * power(scale_) != coefficient()) return std::nullopt;
    if (whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(whole);
}

std::string decimal::text() const
{
    std::string digits;
    const int128 number = coefficient();
    for (int128 rest = number < 0 ? -number : number; rest != 0; rest /= 10)
        digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    while (digits.size() <= scale_)
        digits += '0';
    if (scale_ != 0) digits.insert(scale_, 1, '.');
    if (number < 0) digits += '-';
    std::ranges::reverse(digits);
    return digits;
}

std::optional<decimal> decimal::with_scale(int scale, rounding how) const
{
    if (scale < 0 || scale > max_scale) return std::nullopt;
    if (scale >= scale_) {
        int128 number = coefficient();
        return scaled_up(number, scale - scale_) ? of(number, scale) : std::nullopt;
    }
    return of(divided(coefficient(), power(scale_ - scale), how), scale);
}

decimal decimal::trimmed() const
{
    int128 number = coefficient();
    int scale = scale_;
    for (; scale > 0 && number % 10 == 0; --scale)
        number /= 10;
    return *of(number, scale);
}

decimal decimal::negated() const
{
    return *of(-coefficient(), scale_);
}

std::optional<decimal> add(const decimal& a, const decimal& b)
{
    int128 left = a.coefficient();
    int128 right = b.coefficient();
    if (!align(left, a.scale(), right, b.scale())) return std::nullopt;
    if (__builtin_add_overflow(left, right, &left)) return std::nullopt;
    return decimal::of(left, std::max(a.scale(), b.scale()));
}

std::optional<decimal> subtract(const decimal& a, const decimal& b)
{
    return add(a, b.negated());
}

std::optional<decimal> multiply(const decimal& a, const decimal& b)
{
    int128 product{};
    if (__builtin_mul_overflow(a.coefficient(), b.coefficient(), &product)) return std::nullopt;
    const int scale = a.scale() + b.scale();
    if (scale <= decimal::max_scale) return decimal::of(product, scale);
    return decimal::of(
        divided(product, power(scale - decimal::max_scale), decimal::rounding::half_up), decimal::max_scale
    );
}

std::optional<decimal> divide(const decimal& a, const decimal& b)
{
    if (b.is_zero()) return std::nullopt;
    for (int scale = quotient_scale; scale >= 0; --scale) {
        int128 numerator = a.coefficient();
        int128 denominator = b.coefficient();
        const int shift = scale + b.scale() - a.scale();
        if (!(shift >= 0 ? scaled_up(numerator, shift) : scaled_up(denominator, -shift))) continue;
        const auto quotient = decimal::of(divided(numerator, denominator, decimal::rounding::half_up), scale);
        return quotient ? std::optional{quotient->trimmed()} : std::nullopt;
    }
    return std::nullopt;
}

std::optional<quotient> divide_whole(const decimal& a, const decimal& b)
{
    int128 left = a.coefficient();
    int128 right = b.coefficient();
    if (right == 0 || !align(left, a.scale(), right, b.scale())) return std::nullopt;
    const auto whole = decimal::of(left / right, 0);
    const auto rest = decimal::of(left % right, std::max(a.scale(), b.scale()));
    return whole && rest ? std::optional{quotient{*whole, *rest}} : std::nullopt;
}

std::strong_ordering compare(const decimal& a, const decimal& b)
{
    int128 left = a.coefficient();
    int128 right = b.coefficient();
    if (align(left, a.scale(), right, b.scale())) return left <=> right;
    // The one that does not fit at the other's scale is the larger by far, and not zero.
    const decimal& larger = a.scale() < b.scale() ? a : b;
    return larger.is_negative() == (&larger == &a) ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace marrow::fhir::fhirpath

#include "fhir/fhirpath/unit.hpp"

#include <algorithm>
#include <charconv>

namespace marrow::fhir::fhirpath {
namespace {

constexpr int deepest = 8;
constexpr int largest_exponent = 12;

struct atom {
    std::string_view code;
    bool takes_prefix;
    std::string_view numerator;
    std::string_view denominator;
    std::array<std::int8_t, 9> powers;
};

// Bases: m, g, s, K, C, cd, rad, mol, [iU]
constexpr atom atoms[]{
    {"1", false, "1", "1", {}},
    {"10*", false, "10", "1", {}},
    {"10^", false, "10", "1", {}},
    {"%", false, "0.01", "1", {}},
    {"[ppth]", false, "0.001", "1", {}},
    {"[ppm]", false, "0.000001", "1", {}},
    {"m", true, "1", "1", {1}},
    {"g", true, "1", "1", {0, 1}},
    {"s", true, "1", "1", {0, 0, 1}},
    {"K", true, "1", "1", {0, 0, 0, 1}},
    {"C", true, "1", "1", {0, 0, 0, 0, 1}},
    {"cd", true, "1", "1", {0, 0, 0, 0, 0, 1}},
    {"rad", true, "1", "1", {0, 0, 0, 0, 0, 0, 1}},
    {"mol", true, "1", "1", {0, 0, 0, 0, 0, 0, 0, 1}},
    {"eq", true, "1", "1", {0, 0, 0, 0, 0, 0, 0, 1}},
    {"osm", true, "1", "1", {0, 0, 0, 0, 0, 0, 0, 1}},
    {"[iU]", true, "1", "1", {0, 0, 0, 0, 0, 0, 0, 0, 1}},
    {"[IU]", true, "1", "1", {0, 0, 0, 0, 0, 0, 0, 0, 1}},
    {"l", true, "0.001", "1", {3}},
    {"L", true, "0.001", "1", {3}},
    {"t", true, "1000000", "1", {0, 1}},
    {"ar", true, "100", "1", {2}},
    {"min", false, "60", "1", {0, 0, 1}},
    {"h", false, "3600", "1", {0, 0, 1}},
    {"d", false, "8.64e4", "1", {0, 0, 1}},
    {"wk", false, "604800", "1", {0, 0, 1}},
    {"mo", false, "2629800", "1", {0, 0, 1}},
    {"a", false, "31557600", "1", {0, 0, 1}},
    {"Hz", true, "1", "1", {0, 0, -1}},
    {"Bq", true, "1", "1", {0, 0, -1}},
    {"N", true, "1000", "1", {1, 1, -2}},
    {"Pa", true, "1000", "1", {-1, 1, -2}},
    {"bar", true, "100000000", "1", {-1, 1, -2}},
    {"atm", false, "101325000", "1", {-1, 1, -2}},
    {"m[Hg]", true, "133322000", "1", {-1, 1, -2}},
    {"m[H2O]", true, "9806650", "1", {-1, 1, -2}},
    {"[psi]", false, "6894757.293168", "1", {-1, 1, -2}},
    {"J", true, "1000", "1", {2, 1, -2}},
    {"cal", true, "4184", "1", {2, 1, -2}},
    {"[Cal]", false, "4184000", "1", {2, 1, -2}},
    {"W", true, "1000", "1", {2, 1, -3}},
    {"A", true, "1", "1", {0, 0, -1, 0, 1}},
    {"V", true, "1000", "1", {2, 1, -2, 0, -1}},
    {"Ohm", true, "1000", "1", {2, 1, -1, 0, -2}},
    {"Gy", true, "1", "1", {2, 0, -2}},
    {"Sv", true, "1", "1", {2, 0, -2}},
    {"kat", true, "1", "1", {0, 0, -1, 0, 0, 0, 0, 1}},
    {"U", true, "0.000001", "60", {0, 0, -1, 0, 0, 0, 0, 1}},
    {"[in_i]", false, "0.0254", "1", {1}},
    {"[ft_i]", false, "0.3048", "1", {1}},
    {"[yd_i]", false, "0.9144", "1", {1}},
    {"[mi_i]", false, "1609.344", "1", {1}},
    {"[nmi_i]", false, "1852", "1", {1}},
    {"[lb_av]", false, "453.59237", "1", {0, 1}},
    {"[oz_av]", false, "453.59237", "16", {0, 1}},
    {"[gr]", false, "0.06479891", "1", {0, 1}},
    {"[stone_av]", false, "6350.29318", "1", {0, 1}},
    {"[gal_us]", false, "0.003785411784", "1", {3}},
    {"[pt_us]", false, "0.000473176473", "1", {3}},
    {"[foz_us]", false, "0.0000295735295625", "1", {3}},
    {"[cup_us]", false, "0.0002365882365", "1", {3}},
    {"[tbs_us]", false, "0.00001478676478125", "1", {3}},
    {"[tsp_us]", false, "0.00000492892159375", "1", {3}},
};

struct prefix {
    std::string_view code;
    int exponent;
};

constexpr prefix prefixes[]{
    {"da", 1},
    {"d", -1},
    {"c", -2},
    {"m", -3},
    {"u", -6},
    {"n", -9},
    {"p", -12},
    {"f", -15},
    {"a", -18},
    {"h", 2},
    {"k", 3},
    {"M", 6},
    {"G", 9},
    {"T", 12},
    {"P", 15},
};

const atom* find_atom(std::string_view code)
{
    const auto* const found = std::ranges::find(atoms, code, &atom::code);
    return found == std::end(atoms) ? nullptr : found;
}

bool multiply_into(unit& product, const unit& factor)
{
    const auto numerator = multiply(product.numerator, factor.numerator);
    const auto denominator = multiply(product.denominator, factor.denominator);
    if (!numerator || !denominator) return false;
    product.numerator = numerator->trimmed();
    product.denominator = denominator->trimmed();
    for (std::size_t at = 0; at < product.powers.size(); ++at)
        product.powers[at] = static_cast<std::int8_t>(product.powers[at] + factor.powers[at]);
    return true;
}

unit inverse(unit of)
{
    std::swap(of.numerator, of.denominator);
    for (std::int8_t& power : of.powers)
        power = static_cast<std::int8_t>(-power);
    return of;
}

std::optional<unit> raised(const unit& of, int exponent)
{
    if (exponent > largest_exponent || exponent < -largest_exponent) return std::nullopt;
    const unit factor = exponent < 0 ? inverse(of) : of;
    unit product;
    for (int times = exponent < 0 ? -exponent : exponent; times > 0; --times)
        if (!multiply_into(product, factor)) return std::nullopt;
    return product;
}

unit unit_of(const atom& of)
{
    return {*decimal::parse(of.numerator), *decimal::parse(of.denominator), of.powers};
}

std::optional<unit> simple_unit(std::string_view code)
{
    if (const atom* const plain = find_atom(code)) return unit_of(*plain);
    for (const prefix& each : prefixes) {
        if (!code.starts_with(each.code)) continue;
        const atom* const metric = find_atom(code.substr(each.code.size()));
        if (!metric || !metric->takes_prefix) continue;
        const auto scaled = raised({.numerator = decimal{10}}, 1);
        unit product = unit_of(*metric);
        const unit step = each.exponent < 0 ? inverse(*scaled) : *scaled;
        for (int times = each.exponent < 0 ? -each.exponent : each.exponent; times > 0; --times)
            if (!multiply_into(product, step)) return std::nullopt;
        return product;
    }
    return std::nullopt;
}

class reader {
public:
    explicit reader(std::string_view text) : rest_{text} {}

    std::optional<unit> whole()
    {
        const auto read = term(0);
        return rest_.empty() ? read : std::nullopt;
    }

private:
    bool take(char wanted)
    {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<unit> term(int depth)
    {
        if (depth > deepest) return std::nullopt;
        unit product;
        bool is_divisor = take('/');
        do {
            const auto factor = component(depth);
            if (!factor || !multiply_into(product, is_divisor ? inverse(*factor) : *factor)) return std::nullopt;
            is_divisor = rest_.starts_with('/');
        } while (take('.') || take('/'));
        return product;
    }

    std::optional<unit> component(int depth)
    {
        if (take('(')) {
            const auto inner = term(depth + 1);
            return take(')') ? inner : std::nullopt;
        }
        const std::string_view code = take_code();
        const auto exponent = take_exponent();
        const bool is_annotation = rest_.starts_with('{');
        if (!skip_annotation() || !exponent) return std::nullopt;
        if (code.empty()) return is_annotation ? std::optional{unit{}} : std::nullopt;
        const auto base = simple_unit(code);
        return base ? raised(*base, *exponent) : std::nullopt;
    }

    std::string_view take_code()
    {
        for (const std::string_view ten : {"10*", "10^"})
            if (rest_.starts_with(ten)) return taken(ten.size());
        std::size_t end = 0;
        bool in_brackets = false;
        while (end < rest_.size()) {
            const char c = rest_[end];
            if (c == '[' || c == ']') in_brackets = c == '[';
            const bool is_part =
                in_brackets || std::string_view{"./(){}+-0123456789"}.find(c) == std::string_view::npos;
            if (!is_part) break;
            ++end;
        }
        return end == 0 && rest_.starts_with('1') ? taken(1) : taken(end);
    }

    std::string_view taken(std::size_t size)
    {
        const std::string_view front = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return front;
    }

    std::optional<int> take_exponent()
    {
        take('+');
        if (rest_.empty() || std::string_view{"-0123456789"}.find(rest_.front()) == std::string_view::npos) return 1;
        int exponent{};
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), exponent);
        if (error != std::errc{}) return std::nullopt;
        taken(static_cast<std::size_t>(end - rest_.data()));
        return exponent;
    }

    bool skip_annotation()
    {
        if (!take('{')) return true;
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos) return false;
        taken(end + 1);
        return true;
    }

    std::string_view rest_;
};

constexpr calendar_unit calendar_units[]{
    {time_unit::year, 1, "a", false},
    {time_unit::month, 1, "mo", false},
    {time_unit::week, 1, "wk", true},
    {time_unit::day, 1, "d", true},
    {time_unit::hour, 1, "h", true},
    {time_unit::minute, 1, "min", true},
    {time_unit::nanosecond, 1'000'000'000, "s", true},
    {time_unit::nanosecond, 1'000'000, "ms", true},
};

constexpr std::string_view keywords[]{"year", "month", "week", "day", "hour", "minute", "second", "millisecond"};

}  // namespace

std::optional<unit> parse_unit(std::string_view text)
{
    if (text.empty() || text.size() > longest_unit) return std::nullopt;
    return reader{text}.whole();
}

const calendar_unit* find_calendar_unit(std::string_view keyword)
{
    if (keyword.ends_with('s')) keyword.remove_suffix(1);
    const auto* const found = std::ranges::find(keywords, keyword);
    return found == std::end(keywords) ? nullptr : &calendar_units[found - std::begin(keywords)];
}

const calendar_unit* definite_unit(std::string_view ucum)
{
    const auto* const found = std::ranges::find(calendar_units, ucum, &calendar_unit::ucum);
    return found == std::end(calendar_units) || !found->is_definite ? nullptr : found;
}

}  // namespace marrow::fhir::fhirpath

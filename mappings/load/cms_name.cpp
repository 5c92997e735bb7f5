#include "mappings/load/cms_name.hpp"

#include "fhir/primitives.hpp"
#include "mappings/load/csv_table.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

namespace {

/// Year in which version 0 of the PTP edits would have come out: v320 is that of 2026.
constexpr int year_before_versions = 1994;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

fhir::fault usage(std::string text)
{
    return {fhir::fault_kind::usage, std::move(text), {}, {}};
}

/// A cursor over the lower-cased name.
struct scanner {
    std::string_view left;

    bool skip_past(std::string_view word)
    {
        const std::size_t at = left.find(word);
        if (at == std::string_view::npos) return false;
        left.remove_prefix(at + word.size());
        return true;
    }

    /// A number of exactly so many digits; none leaves the cursor.
    std::optional<int> number(std::size_t digits)
    {
        if (left.size() < digits || !std::ranges::all_of(left.substr(0, digits), is_digit)) return std::nullopt;
        int value = 0;
        for (const char c : left.substr(0, digits))
            value = value * 10 + (c - '0');
        left.remove_prefix(digits);
        return value;
    }
};

std::string two(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<std::string> day_of(int year, int month, int day)
{
    std::string text = std::to_string(year) + "-" + two(month) + "-" + two(day);
    return day_from(text) ? std::optional{std::move(text)} : std::nullopt;
}

std::optional<std::string> quarter_of(int year, int quarter)
{
    return quarter >= 1 && quarter <= 4 ? day_of(year, quarter * 3 - 2, 1) : std::nullopt;
}

/// "v2025q4", or "2026q3" after another sign.
std::optional<std::string> date_of_quarter(std::string_view name)
{
    for (std::size_t at = 0; at < name.size(); ++at) {
        scanner scan{name.substr(at)};
        const auto year = scan.number(4);
        if (!year || !scan.left.starts_with('q')) continue;
        scan.left.remove_prefix(1);
        if (const auto quarter = scan.number(1)) return quarter_of(*year, *quarter);
    }
    return std::nullopt;
}

/// "ccipra-v322r0-f1": version 32, third of its year.
std::optional<std::string> date_of_version(std::string_view name)
{
    scanner scan{name};
    if (!scan.skip_past("-v")) return std::nullopt;
    const auto version = scan.number(3);
    return version ? quarter_of(year_before_versions + *version / 10, *version % 10 + 1) : std::nullopt;
}

/// "eff_07-01-2026".
std::optional<std::string> date_of_effect(std::string_view name)
{
    scanner scan{name};
    if (!scan.skip_past("eff_")) return std::nullopt;
    const auto month = scan.number(2);
    if (!month || !scan.skip_past("-")) return std::nullopt;
    const auto day = scan.number(2);
    if (!day || !scan.skip_past("-")) return std::nullopt;
    const auto year = scan.number(4);
    return year ? day_of(*year, *month, *day) : std::nullopt;
}

/// "pprrvu25_jan1", "pprrvu2026_jul_nonqpp".
std::optional<std::string> date_of_release(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> months = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    scanner scan{name};
    if (!scan.skip_past("pprrvu")) return std::nullopt;
    auto year = scan.number(4);
    if (!year) {
        year = scan.number(2);
        if (year) *year += 2000;
    }
    for (std::size_t month = 0; month < months.size(); ++month) {
        if (year && scan.left.find(months[month]) != std::string_view::npos) {
            return day_of(*year, static_cast<int>(month) + 1, 1);
        }
    }
    return std::nullopt;
}

std::optional<setting> setting_of(std::string_view name)
{
    for (const std::string_view word : {"ccipra", "practitioner"}) {
        if (name.find(word) != std::string_view::npos) return setting::practitioner;
    }
    for (const std::string_view word : {"ccioph", "outpatienthospital", "outpatient-hospital"}) {
        if (name.find(word) != std::string_view::npos) return setting::outpatient_hospital;
    }
    return std::nullopt;
}

std::string part_of(std::string_view name)
{
    for (const std::string_view part : {"f1", "f2", "f3", "f4"}) {
        if (name.find("-" + std::string{part} + ".") != std::string_view::npos) return std::string{part};
    }
    return {};
}

bool has(std::string_view name, std::string_view word)
{
    return name.find(word) != std::string_view::npos;
}

std::optional<cms_kind> kind_of(std::string_view name)
{
    if (has(name, "aoc")) return cms_kind::add_on_edits;
    if (has(name, "ptp") || has(name, "ccipra") || has(name, "ccioph")) return cms_kind::ptp;
    if (has(name, "mue")) return cms_kind::mue;
    if (has(name, "pprrvu")) return cms_kind::relative_values;
    return std::nullopt;
}

std::optional<std::string> date_of(cms_kind kind, std::string_view name)
{
    switch (kind) {
    case cms_kind::ptp: {
        auto date = date_of_version(name);
        return date ? date : date_of_quarter(name);
    }
    case cms_kind::mue:
        return date_of_effect(name);
    case cms_kind::relative_values:
        return date_of_release(name);
    case cms_kind::add_on_edits:
        break;
    }
    return date_of_quarter(name);
}

std::string base_of(std::string_view path)
{
    std::string base{path.substr(path.find_last_of("/\\") + 1)};
    const auto odd = [](char c) {
        return !(is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_');
    };
    std::ranges::replace_if(base, odd, '_');
    return base;
}

}  // namespace

fhir::result<cms_name> read_cms_name(std::string_view path)
{
    const std::string base = base_of(path);
    const std::string name = fhir::lowered(base);
    const auto kind = kind_of(name);
    if (!kind) {
        return usage(
            base + ": the name is none of a CMS file that is read: AOC_V..., ccipra-v... and ccioph-v..., "
                   "MCR_MUE_..._Eff_..., PPRRVU.... Keep the name CMS gave it."
        );
    }
    if (has(name, "mcd") || has(name, "medicaid")) {
        return usage(base + ": Medicaid has edits of its own; the Medicare file (MCR) is read.");
    }
    const auto date = date_of(*kind, name);
    if (!date) {
        return usage(
            base + ": the name does not say from which day on the file is in force. Keep the name CMS gave it."
        );
    }
    cms_name read{*kind, {}, *date, {}, base};
    if (*kind == cms_kind::ptp || *kind == cms_kind::mue) {
        read.file = setting_of(name);
        if (!read.file) {
            return usage(
                base + ": only practitioner and outpatient hospital edits are read, and the name says neither."
            );
        }
    }
    if (*kind == cms_kind::ptp) read.part = part_of(name);
    return read;
}

}  // namespace marrow::mappings

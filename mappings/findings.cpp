#include "mappings/findings.hpp"

#include <boost/assert.hpp>

#include <algorithm>

namespace marrow::mappings {

namespace {

constexpr std::string_view own_system = "http://marrow.example/fhir/CodeSystem/finding";
constexpr std::string_view carc_system = "https://x12.org/codes/claim-adjustment-reason-codes";
constexpr std::string_view rarc_system = "https://x12.org/codes/remittance-advice-remark-codes";

fhir::issue to_issue(const finding& found, const fhir::submission& of)
{
    const finding_row& row = *found.row;
    values with = found.with;
    for (const auto& [placeholder, element] : found.told_at)
        with.emplace_back(placeholder, of.path_of(*element));
    fhir::issue made{
        found.level,
        row.type,
        {{own_system, row.code}},
        fhir::filled(row.text, with),
        fhir::filled(row.mend, with),
        found.at};
    if (!row.carc.empty()) made.codings.push_back({carc_system, row.carc});
    if (!row.rarc.empty()) made.codings.push_back({rarc_system, row.rarc});
    return made;
}

std::vector<const finding*> in_order(std::span<const finding> found, std::size_t cap)
{
    std::vector<const finding*> kept;
    kept.reserve(found.size());
    for (const finding& one : found)
        kept.push_back(&one);
    if (kept.size() > cap) {
        std::ranges::stable_sort(kept, {}, [](const finding* f) { return f->level; });
        kept.resize(cap);
    }
    std::ranges::stable_sort(kept, {}, [](const finding* f) {
        return std::pair{f->at.front()->offset(), std::string_view{f->row->code}};
    });
    return kept;
}

fhir::issue all_clear(const fhir::json::value& root)
{
    return {
        fhir::severity::information,
        "informational",
        {},
        "No finding. None of the lines bears an add-on code that is checked.",
        "Nothing to change.",
        {&root}};
}

fhir::issue not_shown(std::size_t count, const fhir::json::value& root)
{
    return {
        fhir::severity::information,
        "too-costly",
        {},
        std::to_string(count) + " further findings are not shown.",
        "Mend those shown, or raise max_issues in the policy.",
        {&root}};
}

/// Each place of the submission once, in order.
std::vector<const fhir::json::value*>
places_of(const fhir::submission& of, const std::vector<const fhir::json::value*>& elements)
{
    std::vector<const fhir::json::value*> out;
    for (const fhir::json::value* element : elements) {
        const fhir::json::value* place = &of.place_of(*element);
        if (std::ranges::find(out, place) == out.end()) out.push_back(place);
    }
    return out;
}

}  // namespace

fhir::severity findings::add(
    std::string_view code,
    std::vector<const fhir::json::value*> at,
    values with,
    std::optional<fhir::severity> level,
    element_places told_at
)
{
    const finding_row* row = tables_.finding(code);
    BOOST_ASSERT(row && !at.empty());
    if (of_.has_earlier()) at = places_of(of_, at);
    const auto weighed = policy_.severities.find(code);
    const fhir::severity given = weighed != policy_.severities.end() ? weighed->second : level.value_or(row->level);
    if (told_.emplace(row, at).second)
        found_.push_back({row, given, std::move(at), std::move(with), std::move(told_at)});
    return given;
}

std::vector<fhir::issue> to_issues(std::span<const finding> found, const policy& weighed, const fhir::submission& of)
{
    std::vector<fhir::issue> issues;
    issues.reserve(std::min(found.size(), weighed.max_issues) + 1);
    for (const finding* one : in_order(found, weighed.max_issues))
        issues.push_back(to_issue(*one, of));
    if (found.empty()) issues.push_back(all_clear(of.root()));
    if (found.size() > issues.size()) issues.push_back(not_shown(found.size() - issues.size(), of.root()));
    return issues;
}

std::optional<std::string> shown(std::string_view code)
{
    constexpr std::size_t longest = 20;
    constexpr std::size_t longest_of_letters = 2;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto fits = [&](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    };
    const bool is_code = !code.empty() && code.size() <= longest && std::ranges::all_of(code, fits) &&
                         (code.size() <= longest_of_letters || std::ranges::any_of(code, is_digit));
    return is_code ? std::optional<std::string>{code} : std::nullopt;
}

std::optional<std::string> shown_number(const fhir::json::value& sent)
{
    constexpr std::size_t longest = 20;
    const bool is_shown = sent.is_number() && sent.text().size() <= longest;
    return is_shown ? std::optional<std::string>{sent.text()} : std::nullopt;
}

}  // namespace marrow::mappings

#include "adapter/render/outcome_difference.hpp"

#include "adapter/render/shown_value.hpp"
#include "adapter/render/text_table.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"

#include <algorithm>
#include <iterator>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

told_issue read_issue(const value& from)
{
    static const name severity = fhir::json::known_name("severity");
    static const name details = fhir::json::known_name("details");
    static const name expression = fhir::json::known_name("expression");
    const std::string_view coded = from[details][name::coding].first()[name::code].text();
    const std::string_view type = from[name::code].text();
    return {
        std::string{from[severity].text()},
        std::string{coded.empty() ? type : coded},
        std::string{from[expression].first().text()},
        std::string{from[details][name::text].text()}};
}

/// Those of `all`, in their order, that `others` has not as often.
std::vector<told_issue> without(const std::vector<told_issue>& all, std::vector<told_issue> others)
{
    std::vector<told_issue> out;
    std::ranges::sort(others);
    for (const told_issue& each : all) {
        const auto found = std::ranges::lower_bound(others, each);
        if (found != others.end() && *found == each) {
            others.erase(found);
        } else {
            out.push_back(each);
        }
    }
    return out;
}

}  // namespace

std::optional<std::vector<told_issue>> issues_told(std::string_view outcome)
{
    static const name issue = fhir::json::known_name("issue");
    fhir::json::arena memory;
    const auto read = fhir::json::parse(outcome, memory, {});
    if (!read || read->root()[name::resourceType].text() != "OperationOutcome") return std::nullopt;
    std::vector<told_issue> out;
    for (const value& each : read->root()[issue].items())
        out.push_back(read_issue(each));
    return out;
}

std::string difference_text(const outcome_difference& of, unsigned width)
{
    std::string out;
    const auto tell = [&](char sign, const told_issue& each) {
        const std::string place = each.expression.empty() ? "" : "  " + printable(each.expression);
        out.append({' ', ' ', sign, ' '})
            .append(printable(each.severity + "  " + each.code))
            .append(place)
            .append("\n");
        out.append(6, ' ').append(wrapped(printable(each.text), "      ", width));
    };
    for (const told_issue& each : of.gone)
        tell('-', each);
    for (const told_issue& each : of.come)
        tell('+', each);
    return out.append("  ").append(std::to_string(of.same)).append(" as before\n");
}

outcome_difference difference_of(const std::vector<told_issue>& before, const std::vector<told_issue>& after)
{
    outcome_difference made{without(before, after), without(after, before)};
    made.same = after.size() - made.come.size();
    return made;
}

}  // namespace marrow::adapter

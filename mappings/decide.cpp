#include "mappings/decide.hpp"

#include "mappings/checks/context.hpp"
#include "mappings/lines/reader.hpp"

namespace marrow::mappings {

namespace {

std::vector<add_on_line> add_ons_among(std::span<const line> lines, const tables& known, const policy& weighed)
{
    std::vector<add_on_line> out;
    for (const line& each : lines) {
        if (!is_watched(each, known, weighed)) continue;
        add_on_line watched;
        watched.of = &each;
        watched.family = known.family(each.code.code);
        out.push_back(std::move(watched));
    }
    return out;
}

}  // namespace

decision decide(
    const fhir::submission& of,
    const tables& known,
    const policy& weighed,
    std::span<const fhir::json::value* const> broken,
    std::span<const earlier_line> history
)
{
    line_reading read = read_lines(of, known);
    findings out{of, known, weighed};
    std::vector<std::string> speaks_of;
    for (remark& told : read.remarks)
        out.add(std::move(told));
    if (read.lines.empty()) {
        out.add("no-lines", {&of.root()});
    } else {
        context with{
            of, known, weighed, read.lines, add_ons_among(read.lines, known, weighed), out, broken, {of, history}};
        run_checks(with);
        speaks_of = with.earlier.spoken_of();
    }
    return {std::move(read.lines), to_issues(out.all(), weighed, of), std::move(speaks_of)};
}

bool is_watched(const line& one, const tables& known, const policy& weighed)
{
    return known.family(one.code.code) || (weighed.all_add_ons && known.is_add_on(one.code.code));
}

std::vector<line> lines_of(const fhir::submission& of, const tables& known)
{
    return read_lines(of, known).lines;
}

}  // namespace marrow::mappings

#include "adapter/render/report.hpp"

#include "adapter/render/shown_value.hpp"
#include "fhir/outcome.hpp"
#include "fhir/path.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::string_view accepted = "accepted";

/// Codings of an issue beside our own, told apart by the system's last word.
void set_payer_code(reported_issue& into, const fhir::issue_coding& from)
{
    if (from.system.ends_with("claim-adjustment-reason-codes")) into.carc = from.code;
    if (from.system.ends_with("remittance-advice-remark-codes")) into.rarc = from.code;
}

reported_issue reported(const report& in, const fhir::issue& from, const fhir::json::document& of)
{
    reported_issue out;
    out.level = from.level;
    out.type = from.type;
    out.code = from.codings.empty() ? from.type : from.codings.front().code;
    out.text = from.text;
    out.mend = from.diagnostics;
    for (const fhir::issue_coding& one : from.codings)
        set_payer_code(out, one);
    for (const value* element : from.at)
        out.expressions.push_back(fhir::path_to(of, *element));
    if (from.at.empty()) return out;
    out.value = shown_value(of, *from.pointed());
    const fhir::position place = of.locate(from.pointed()->offset());
    out.line = in.line + place.line - 1;
    out.column = place.column;
    return out;
}

/// Of an add-on line that was judged: with which line it was accepted, if it was.
std::string verdict_on(const mappings::line& add_on, const mappings::decision& decided)
{
    for (const fhir::issue& issue : decided.issues) {
        const bool is_verdict = !issue.codings.empty() && issue.codings.front().code == accepted;
        if (!is_verdict || issue.at.empty() || issue.at.front() != add_on.at) continue;
        if (issue.at.size() < 2) return std::string{accepted};
        const auto primary =
            std::ranges::find_if(decided.lines, [&](const mappings::line& other) { return other.at == issue.at[1]; });
        if (primary == decided.lines.end()) return std::string{accepted};
        return "with " + (primary->item ? "line " + primary->label : primary->code.code);
    }
    return "not accepted";
}

/// The type of the root, unless it is none of FHIR.
std::string type_of(const fhir::json::document& of)
{
    std::string type = fhir::path_to(of, of.root());
    return type.starts_with('$') ? "resource" : type;
}

}  // namespace

void describe(
    report& into, const examiner::reading& of, const mappings::decision& decided, const mappings::tables& known
)
{
    into.about = type_of(of.document) + ", FHIR " + std::string{fhir::name_of(of.submission.release())};
    for (const mappings::line& line : decided.lines) {
        into.lines.push_back(fields_of(line, of.whole()));
        into.verdicts.push_back(known.family(line.code.code) ? verdict_on(line, decided) : std::string{});
    }
    for (const fhir::issue& issue : decided.issues) {
        into.issues.push_back(reported(into, issue, of.document));
        into.worst = std::min(into.worst, issue.level);
    }
}

void describe(report& into, const fhir::fault& failed)
{
    reported_issue out;
    out.level = failed.kind == fhir::fault_kind::malformed ? fhir::severity::fatal : fhir::severity::error;
    out.type = fhir::issue_type_of(failed.kind);
    out.code = out.type;
    out.text = failed.text;
    if (!failed.expression.empty()) out.expressions.push_back(failed.expression);
    if (failed.at) {
        out.line = into.line + failed.at->line - 1;
        out.column = failed.at->column;
    }
    into.worst = out.level;
    into.issues.push_back(std::move(out));
}

}  // namespace marrow::adapter

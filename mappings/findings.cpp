#include "mappings/findings.hpp"

#include <boost/assert.hpp>

#include <algorithm>

namespace marrow::mappings {

namespace {

constexpr std::string_view own_system = "http://marrow.example/fhir/CodeSystem/finding";
constexpr std::string_view carc_system = "https://x12.org/codes/claim-adjustment-reason-codes";
constexpr std::string_view rarc_system = "https://x12.org/codes/remittance-advice-remark-codes";

const std::string* value_of(const values& with, std::string_view name)
{
    const auto found = std::ranges::find(with, name, [](const auto& pair) { return pair.first; });
    return found == with.end() ? nullptr : &found->second;
}

/// Appends one sentence with its placeholders filled; nothing when one of them has no value.
void append_filled(std::string& out, std::string_view sentence, const values& with)
{
    const std::size_t before = out.size();
    for (;;) {
        const std::size_t open = sentence.find('{');
        out.append(sentence.substr(0, open));
        if (open == std::string_view::npos) return;
        const std::size_t close = sentence.find('}', open);
        BOOST_ASSERT(close != std::string_view::npos);
        const std::string* value = value_of(with, sentence.substr(open + 1, close - open - 1));
        if (!value) {
            out.resize(before);
            return;
        }
        out.append(*value);
        sentence.remove_prefix(close + 1);
    }
}

/// Sentences end in ". " or with the text.
std::string filled(std::string_view text, const values& with)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find(". ");
        append_filled(out, text.substr(0, end == std::string_view::npos ? end : end + 2), with);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

fhir::issue to_issue(const finding& found)
{
    const finding_row& row = *found.row;
    fhir::issue made{found.level, row.type, {{own_system, row.code}}, filled(row.text, found.with),
                     filled(row.mend, found.with), found.at};
    if (!row.carc.empty()) made.codings.push_back({carc_system, row.carc});
    if (!row.rarc.empty()) made.codings.push_back({rarc_system, row.rarc});
    return made;
}

}  // namespace

void findings::add(
    std::string_view code,
    std::vector<const fhir::json::value*> at,
    values with,
    std::optional<fhir::severity> milder
)
{
    const finding_row* row = tables_.finding(code);
    BOOST_ASSERT(row && !at.empty());
    const auto told = [&](const finding& f) { return f.row == row && f.at.front() == at.front(); };
    if (std::ranges::any_of(found_, told)) return;
    const auto override = policy_.severities.find(code);
    const fhir::severity level =
        override != policy_.severities.end() ? override->second : milder.value_or(row->level);
    found_.push_back({row, level, std::move(at), std::move(with)});
}

std::vector<fhir::issue> to_issues(std::span<const finding> found, const policy& weighed)
{
    std::vector<fhir::issue> issues;
    issues.reserve(std::min(found.size(), weighed.max_issues) + 1);
    for (const finding& one : found) issues.push_back(to_issue(one));
    return issues;
}

}  // namespace marrow::mappings

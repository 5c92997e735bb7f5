#include "adapter/render/renderer.hpp"
#include "adapter/render/shown_value.hpp"
#include "adapter/render/text_table.hpp"
#include "mappings/findings.hpp"

#include <algorithm>
#include <array>
#include <ostream>

namespace marrow::adapter {

using fhir::severity;

namespace {

struct style {
    severity level;
    std::string_view one;
    std::string_view many;
    std::string_view colour;
};

constexpr std::array styles{
    style{severity::fatal, "fatal error", "fatal errors", "\x1b[1;31m"},
    style{severity::error, "error", "errors", "\x1b[1;31m"},
    style{severity::warning, "warning", "warnings", "\x1b[1;33m"},
    style{severity::information, "note", "notes", "\x1b[1;36m"}};

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string{count == 1 ? one : many};
}

/// A text that is no code stands in the table as a question mark: it could be anything.
std::string shown_code(const std::string& code)
{
    return code.empty() ? code : mappings::shown(code).value_or("?");
}

std::string shown_codes(std::vector<std::string> codes)
{
    std::ranges::transform(codes, codes.begin(), shown_code);
    return joined(codes);
}

struct tally {
    std::array<std::size_t, styles.size()> issues{};
    std::size_t submissions{};
    std::size_t accepted{};
    std::size_t unreadable{};

    void add(const report& one)
    {
        ++submissions;
        if (one.unreadable) ++unreadable;
        for (const reported_issue& issue : one.issues) {
            if (!one.unreadable) ++issues[static_cast<std::size_t>(issue.level)];
            if (issue.code == "accepted") ++accepted;
        }
    }

    /// Notes are not counted: every accepted line brings one.
    std::string say() const
    {
        std::vector<std::string> parts;
        for (const style& each : styles) {
            const std::size_t count = issues[static_cast<std::size_t>(each.level)];
            if (count > 0 && each.level != severity::information) parts.push_back(counted(count, each.one, each.many));
        }
        const bool has_errors = issues[0] + issues[1] > 0;
        if (submissions == 1 && !has_errors && unreadable == 0) {
            parts.insert(parts.begin(), accepted > 0 ? "accepted" : "no errors");
        }
        if (submissions > 1 && accepted > 0) parts.push_back(std::to_string(accepted) + " accepted");
        if (unreadable > 0) parts.push_back(std::to_string(unreadable) + " not read");
        if (parts.empty()) parts.push_back("no errors");
        return (submissions > 1 ? counted(submissions, "submission", "submissions") + ": " : "") + joined(parts);
    }
};

class text_renderer : public renderer {
public:
    text_renderer(std::ostream& out, const render_options& how) : out_{out}, how_{how} {}

    void add(const report& one) override
    {
        tally_.add(one);
        if (how_.quiet && (!how_.fail_on || one.worst > *how_.fail_on)) return;
        out_ << bold(printable(one.title()));
        if (!one.about.empty()) out_ << "  " << one.about;
        out_ << "\n";
        if (!how_.quiet) lines(one);
        for (const style& each : styles)
            group(one, each);
        out_ << "\n";
    }

    void finish() override
    {
        if (how_.quiet) return;
        const bool bad = tally_.issues[0] + tally_.issues[1] + tally_.unreadable > 0;
        out_ << painted(bad ? styles[1].colour : "\x1b[1;32m", tally_.say()) << "\n";
    }

private:
    std::string painted(std::string_view colour, const std::string& text) const
    {
        return how_.colour ? std::string{colour} + text + "\x1b[0m" : text;
    }
    std::string bold(const std::string& text) const { return painted("\x1b[1m", text); }
    std::string dim(const std::string& text) const { return painted("\x1b[2m", text); }

    void lines(const report& one)
    {
        if (one.lines.empty()) return;
        text_table table{{"Line", "Code", "Modifiers", "Units", "Date", "Place", "Diagnoses", "Add-on"}};
        for (std::size_t i = 0; i < one.lines.size(); ++i) {
            const line_fields& line = one.lines[i];
            table.add(
                {line.label,
                 line.code,
                 shown_codes(line.modifiers),
                 line.units ? std::to_string(*line.units) : "?",
                 line.service ? fhir::to_string(*line.service) : "",
                 shown_code(line.place),
                 shown_codes(line.diagnoses),
                 one.verdicts[i]}
            );
        }
        out_ << "\n" << table.print("  ", how_.table_width);
    }

    void group(const report& one, const style& of)
    {
        if (how_.quiet && of.level > *how_.fail_on) return;
        const auto belongs = [&](const reported_issue& issue) { return issue.level == of.level; };
        const auto count = static_cast<std::size_t>(std::ranges::count_if(one.issues, belongs));
        if (count == 0) return;
        out_ << "\n  " << painted(of.colour, counted(count, of.one, of.many)) << "\n";
        std::string_view between;
        for (const reported_issue& issue : one.issues) {
            if (!belongs(issue)) continue;
            out_ << between;
            finding(one, issue, of);
            between = "\n";
        }
    }

    void finding(const report& in, const reported_issue& issue, const style& of)
    {
        out_ << "  " << printable(in.name);
        if (issue.line > 0) out_ << ":" << issue.line << ":" << issue.column;
        out_ << "  " << painted(of.colour, issue.code) << "\n    "
             << wrapped(printable(issue.text), "    ", how_.width);
        detail("found", issue.value);
        for (const std::string& expression : issue.expressions) {
            detail(&expression == &issue.expressions.front() ? "at" : "and", expression);
        }
        if (!issue.mend.empty()) detail("mend", issue.mend);
        detail("payer", payer_codes(issue));
    }

    static std::string payer_codes(const reported_issue& issue)
    {
        std::vector<std::string> codes;
        if (!issue.carc.empty()) codes.push_back("CARC " + issue.carc);
        if (!issue.rarc.empty()) codes.push_back("RARC " + issue.rarc);
        return joined(codes);
    }

    void detail(std::string_view label, const std::string& text)
    {
        if (text.empty()) return;
        std::string padded{label};
        padded.resize(7, ' ');
        out_ << "    " << dim(padded) << wrapped(printable(text), "           ", how_.width);
    }

    std::ostream& out_;
    render_options how_;
    tally tally_;
};

}  // namespace

std::unique_ptr<renderer> make_text(std::ostream& out, const render_options& how)
{
    return std::make_unique<text_renderer>(out, how);
}

}  // namespace marrow::adapter

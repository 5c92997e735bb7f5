#include "adapter/commands/commands.hpp"
#include "adapter/commands/nearest.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/render/text_table.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow explain                  all findings
  marrow explain removal-alone    what it means, why it matters, how to mend it)";

struct explain_options {
    std::string code;
    setup_options by;
};

void paragraph(console& at, std::string label, const std::string& text)
{
    if (text.empty()) return;
    label.resize(10, ' ');
    at.out << label << wrapped(text, "          ", at.width);
}

/// Placeholders as people write them: {line} as <line>.
std::string readable(std::string text)
{
    std::ranges::replace(text, '{', '<');
    std::ranges::replace(text, '}', '>');
    return text;
}

void explain_one(const mappings::finding_row& row, console& at)
{
    at.out << row.code << "\n\n";
    paragraph(at, "When", row.when);
    paragraph(at, "Why", row.why);
    paragraph(at, "Mend", readable(row.mend));
    paragraph(at, "Says", readable(row.text));
    paragraph(at, "Points at", row.at);
    paragraph(at, "", row.example);
    paragraph(at, "Severity", std::string{fhir::name_of(row.level)} + ", unless the policy says otherwise");
    paragraph(at, "Type", row.type + " (FHIR issue type)");
    paragraph(at, "CARC", row.carc);
    paragraph(at, "RARC", row.rarc);
}

void list_all(std::span<const mappings::finding_row> rows, console& at)
{
    text_table table{{"Finding", "Severity", "CARC", "RARC", "When"}};
    for (const mappings::finding_row& row : rows) {
        table.add({row.code, std::string{fhir::name_of(row.level)}, row.carc, row.rarc, row.when});
    }
    at.out << table.print("", at.table_width());
}

exit_status unknown(const std::string& code, std::span<const mappings::finding_row> rows, console& at)
{
    std::vector<std::string> codes;
    for (const mappings::finding_row& row : rows)
        codes.push_back(row.code);
    at.err << "marrow: there is no finding " << code << "\n";
    const std::vector<std::string> near = nearest(code, codes, 3);
    if (!near.empty()) at.err << "Did you mean " << joined(near, " or ") << "?\n";
    at.err << "Try: marrow explain\n";
    return exit_status::usage;
}

exit_status explain(const explain_options& asked, console& at)
{
    const auto by = load(asked.by);
    if (!by) {
        at.err << "marrow: " << by.error().text << "\n";
        return exit_status::usage;
    }
    const mappings::tables& known = (*by)->known;
    if (asked.code.empty()) {
        list_all(known.findings(), at);
    } else if (const mappings::finding_row* row = known.finding(asked.code)) {
        explain_one(*row, at);
    } else {
        return unknown(asked.code, known.findings(), at);
    }
    return exit_status::good;
}

}  // namespace

void add_explain(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<explain_options>();
    CLI::App& command = *to.add_subcommand("explain", "Say what a finding means and how to mend it");
    command.footer(examples);
    command.add_option("CODE", asked->code, "A finding; without one all are listed")->type_name("");
    add_tables_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return explain(*asked, at); }; });
}

}  // namespace marrow::adapter

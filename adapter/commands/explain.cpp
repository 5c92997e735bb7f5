#include "adapter/commands/commands.hpp"
#include "adapter/commands/nearest.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/render/text_table.hpp"
#include "fhir/validate/rules.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow explain                  all findings, then all issues of structure
  marrow explain removal-alone    what it means, why it matters, how to mend it
  marrow explain value-malformed  what is against the definitions of FHIR)";

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
std::string readable(std::string_view from)
{
    std::string text{from};
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

void explain_one(const fhir::validate::rule_row& row, console& at)
{
    at.out << row.code << "\n\n";
    paragraph(at, "Says", readable(row.text));
    paragraph(at, "Mend", readable(row.mend));
    paragraph(at, "Severity", std::string{fhir::name_of(row.level)});
    paragraph(at, "Type", std::string{row.type} + " (FHIR issue type)");
}

const fhir::validate::rule_row* rule_of(std::string_view code)
{
    const auto rules = fhir::validate::all_rules();
    const auto found = std::ranges::find(rules, code, &fhir::validate::rule_row::code);
    return found == rules.end() ? nullptr : &*found;
}

void list_all(const mappings::tables& known, console& at)
{
    text_table findings{{"Finding", "Severity", "CARC", "RARC", "When"}};
    for (const mappings::finding_row& row : known.findings()) {
        findings.add({row.code, std::string{fhir::name_of(row.level)}, row.carc, row.rarc, row.when});
    }
    text_table rules{{"Structure", "Severity", "Says"}};
    for (const fhir::validate::rule_row& row : fhir::validate::all_rules())
        rules.add({std::string{row.code}, std::string{fhir::name_of(row.level)}, readable(row.text)});
    at.out << findings.print("", at.table_width()) << "\n" << rules.print("", at.table_width());
}

exit_status unknown(const std::string& code, const mappings::tables& known, console& at)
{
    std::vector<std::string> codes;
    for (const mappings::finding_row& row : known.findings())
        codes.push_back(row.code);
    for (const fhir::validate::rule_row& row : fhir::validate::all_rules())
        codes.emplace_back(row.code);
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
        list_all(known, at);
    } else if (const mappings::finding_row* row = known.finding(asked.code)) {
        explain_one(*row, at);
    } else if (const fhir::validate::rule_row* rule = rule_of(asked.code)) {
        explain_one(*rule, at);
    } else {
        return unknown(asked.code, known, at);
    }
    return exit_status::good;
}

}  // namespace

void add_explain(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<explain_options>();
    CLI::App& command = *to.add_subcommand("explain", "Say what a finding means and how to mend it");
    command.footer(examples);
    command.add_option("CODE", asked->code, "A finding, or an issue of structure; without one all are listed")
        ->type_name("");
    add_tables_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return explain(*asked, at); }; });
}

}  // namespace marrow::adapter

#include "adapter/commands/commands.hpp"
#include "adapter/commands/file.hpp"
#include "adapter/commands/inputs.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/render/lines_csv.hpp"
#include "adapter/render/lines_json.hpp"
#include "adapter/render/lines_parameters.hpp"
#include "adapter/render/shown_value.hpp"
#include "adapter/render/text_table.hpp"
#include "fhir/outcome.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow lines bundle.json
  marrow lines --format json bundle.json | jq '.[].code'
  marrow lines --format csv claims/ > lines.csv

Formats:
  table  for people
  csv    with a heading; the column "from" gives the FHIRPath of each field
  json   an array of lines; "from" gives for each field the FHIRPath it came
         from (several: a | b). What a line does not have is null or []
  fhir   Parameters, as the operation $cpt-lines answers; one a submission, or
         an OperationOutcome for what could not be read

The exit status is 0 when every input could be read.)";

struct lines_options {
    std::vector<std::string> files;
    std::string format{"table"};
    setup_options by;
};

/// Gathers the lines of all submissions and prints them in one format.
class printer {
public:
    printer(std::string format, console& at) : format_{std::move(format)}, at_{at}
    {
        if (format_ == "csv") at_.out << lines_csv_heading();
    }

    void add(const std::string& title, std::vector<line_fields> lines)
    {
        if (format_ == "csv") at_.out << lines_csv(title, lines);
        if (format_ == "table") print_table(title, lines);
        if (format_ == "fhir") print_parameters(lines);
        if (format_ == "json") all_.insert(all_.end(), lines.begin(), lines.end());
    }

    /// A submission that could not be read keeps its place among those that could.
    void add(const fhir::fault& failed)
    {
        if (format_ != "fhir") return;
        std::string text;
        fhir::json::writer writer{text};
        fhir::write_outcome(writer, failed);
        at_.out << text << "\n";
    }

    void finish()
    {
        if (format_ != "json") return;
        std::string text;
        fhir::json::writer writer{text, true};
        write_lines(writer, all_);
        at_.out << text << "\n";
    }

private:
    void print_parameters(const std::vector<line_fields>& lines)
    {
        std::string text;
        fhir::json::writer writer{text};
        write_parameters(writer, lines);
        at_.out << text << "\n";
    }

    void print_table(const std::string& title, const std::vector<line_fields>& lines)
    {
        if (any_) at_.out << "\n";
        any_ = true;
        at_.out << printable(title) << "\n";
        if (lines.empty()) at_.out << "  no lines\n";
        text_table table{
            {"Line", "Code", "Modifiers", "Units", "Date", "Place", "Diagnoses", "Practitioner", "Patient"}};
        for (const line_fields& line : lines) {
            table.add(
                {line.label,
                 line.code,
                 joined(line.modifiers),
                 line.units ? std::to_string(*line.units) : "?",
                 line.service ? fhir::to_string(*line.service) : "",
                 line.place,
                 joined(line.diagnoses),
                 line.practitioner.text,
                 line.patient.text}
            );
        }
        if (!lines.empty()) at_.out << table.print("  ", at_.table_width());
    }

    std::string format_;
    console& at_;
    std::vector<line_fields> all_;
    bool any_{};
};

/// Whether the submission could be read.
bool print_lines(const sent& one, examiner& with, printer& to, console& at)
{
    const std::string title = one.is_line ? one.name + ":" + std::to_string(one.line) : one.name;
    if (one.unreadable) {
        at.err << "marrow: " << one.unreadable->text << "\n";
        to.add(*one.unreadable);
        return false;
    }
    const auto read = with.read(one.bytes);
    if (!read) {
        std::optional<fhir::position> place = read.error().at;
        if (place) place->line += one.line - 1;
        at.err << "marrow: " << placed(one.name, place) << read.error().text << "\n";
        to.add(read.error());
        return false;
    }
    std::vector<line_fields> lines;
    for (const mappings::line& line : with.lines(**read))
        lines.push_back(fields_of(line, (*read)->submission));
    to.add(title, std::move(lines));
    return true;
}

exit_status lines(const lines_options& asked, console& at)
{
    const auto by = load(asked.by);
    if (!by) {
        at.err << "marrow: " << by.error().text << "\n";
        return exit_status::usage;
    }
    inputs from{asked.files, input_form::automatic, at.in, at.err};
    examiner with{(*by)->known, (*by)->weighed, (*by)->bounds};
    printer to{asked.format, at};
    bool all_read = true;
    while (const std::optional<sent> one = at.out ? from.next() : std::nullopt) {
        all_read = print_lines(*one, with, to, at) && all_read;
    }
    to.finish();
    return all_read ? exit_status::good : exit_status::unreadable;
}

}  // namespace

void add_lines(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<lines_options>();
    CLI::App& command = *to.add_subcommand("lines", "Print the CPT lines that submissions make");
    command.footer(examples);
    command.add_option("FILE", asked->files, "A file, a directory, or - for standard input")->required()->type_name("");
    command.add_option("--format", asked->format, "table, csv, json or fhir")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"table", "csv", "json", "fhir"}).description(""))
        ->capture_default_str();
    add_release_option(command, asked->by);
    add_tables_option(command, asked->by);
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return lines(*asked, at); }; });
}

}  // namespace marrow::adapter

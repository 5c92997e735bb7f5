#include "adapter/commands/atomic_files.hpp"
#include "adapter/commands/commands.hpp"
#include "adapter/commands/file.hpp"
#include "adapter/commands/tables.hpp"
#include "mappings/load/import.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow tables import AOC_V2026Q1-MCR.txt --into tables
  marrow tables import ccipra-v321r0-f*.TXT --into tables
  marrow check --tables tables bundle.json

The files are those that CMS publishes, unpacked, under the names CMS gave them:
add-on code edits (text, or the sheet saved as CSV), procedure-to-procedure
edits, medically unlikely edits, relative value file. Descriptions are not kept.
A file that is not as published is refused with line and column; then none of
the files is imported. Whoever loads such files needs to keep to the licence
terms of CMS and the AMA under which they are handed out.)";

struct import_options {
    std::vector<std::string> files;
    std::string into;
};

exit_status refused(const fhir::fault& why, exit_status how, console& at)
{
    at.err << "marrow: " << placed(why) << "\n";
    return how;
}

exit_status import(const import_options& asked, console& at)
{
    std::vector<std::string> bytes;
    std::vector<mappings::cms_file> files;
    bytes.reserve(asked.files.size());
    for (const std::string& path : asked.files) {
        fhir::result<std::string> read = read_file(path);
        if (!read) return refused(read.error(), exit_status::unreadable, at);
        files.push_back({path, bytes.emplace_back(std::move(*read))});
    }
    const auto made = mappings::import_cms(files);
    if (!made) return refused(made.error(), exit_status::usage, at);
    atomic_files out{asked.into};
    for (const mappings::imported& table : *made) {
        if (const auto written = out.write(table.table + ".csv", table.csv); !written) {
            return refused(written.error(), exit_status::unreadable, at);
        }
    }
    if (const auto done = out.commit(); !done) return refused(done.error(), exit_status::unreadable, at);
    for (const mappings::imported& table : *made) {
        at.out << asked.into << "/" << table.table << ".csv  " << table.rows << " rows, " << table.date << ", "
               << table.source << "\n";
        if (!table.note.empty()) at.err << "marrow: " << table.table << ": " << table.note << "\n";
    }
    return exit_status::good;
}

}  // namespace

void add_tables_import(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<import_options>();
    CLI::App& command = *to.add_subcommand("import", "Read files as CMS publishes them into a table directory");
    command.footer(examples);
    command.add_option("FILE", asked->files, "A file of CMS")->required()->type_name("");
    command.add_option("--into", asked->into, "The table directory, made where there is none")
        ->required()
        ->type_name("DIR");
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return import(*asked, at); }; });
}

}  // namespace marrow::adapter

#include "adapter/commands/setup.hpp"
#include "adapter/commands/tables.hpp"
#include "adapter/render/text_table.hpp"
#include "fhir/json/write.hpp"

#include <CLI/CLI.hpp>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow tables list
  marrow tables list --tables tables --format json)";

struct list_options {
    std::string format{"text"};
    setup_options by;
};

void print_json(std::span<const mappings::table_info> all, console& at)
{
    std::string text;
    fhir::json::writer out{text, true};
    out.begin_array();
    for (const mappings::table_info& one : all) {
        out.begin_object().member("name", one.name).member("source", one.source).member("date", one.date);
        out.key("rows").number(static_cast<std::int64_t>(one.rows)).member("origin", one.origin).end_object();
    }
    out.end_array();
    at.out << text << "\n";
}

void print_text(std::span<const mappings::table_info> all, console& at)
{
    text_table table{{"Table", "Date", "Rows", "Origin", "Source"}};
    for (const mappings::table_info& one : all) {
        table.add({one.name, one.date, std::to_string(one.rows), one.origin, one.source});
    }
    at.out << table.print("", at.table_width());
}

exit_status list(const list_options& asked, console& at)
{
    const auto by = load(asked.by);
    if (!by) {
        at.err << "marrow: " << by.error().text << "\n";
        return exit_status::usage;
    }
    if (asked.format == "json")
        print_json((*by)->known.list(), at);
    else
        print_text((*by)->known.list(), at);
    return exit_status::good;
}

}  // namespace

void add_tables_list(CLI::App& to, console& at, action& chosen)
{
    const auto asked = std::make_shared<list_options>();
    CLI::App& command = *to.add_subcommand("list", "Name, date, rows, origin and source of each table");
    command.footer(examples);
    add_tables_option(command, asked->by);
    command.add_option("--format", asked->format, "text or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->capture_default_str();
    command.callback([asked, &at, &chosen] { chosen = [asked, &at] { return list(*asked, at); }; });
}

}  // namespace marrow::adapter

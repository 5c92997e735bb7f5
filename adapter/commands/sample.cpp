#include "adapter/commands/commands.hpp"
#include "adapter/commands/nearest.hpp"
#include "adapter/render/text_table.hpp"
#include "adapter/samples/samples.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace marrow::adapter {

namespace {

constexpr const char* examples = R"(Examples:
  marrow sample                                what there is
  marrow sample no-primary | marrow check -
  marrow sample accepted > bundle.json
  marrow sample policy > policy.toml
                                 then: marrow check --policy policy.toml FILE
  marrow sample conceptmap > tables/conceptmap-site.json
                                 then: marrow check --tables tables FILE)";

exit_status list_all(console& at)
{
    text_table table{{"Sample", "What it shows"}};
    for (const sample& one : samples())
        table.add({std::string{one.name}, std::string{one.about}});
    at.out << table.print("", at.table_width());
    return exit_status::good;
}

exit_status print_one(const std::string& name, console& at)
{
    const auto found = std::ranges::find(samples(), name, &sample::name);
    if (found != samples().end()) {
        at.out << found->bytes << std::flush;
        return exit_status::good;
    }
    std::vector<std::string> names;
    for (const sample& one : samples())
        names.emplace_back(one.name);
    at.err << "marrow: there is no sample " << name << "\n";
    const std::vector<std::string> near = nearest(name, names, 3);
    if (!near.empty()) at.err << "Did you mean " << joined(near, " or ") << "?\n";
    at.err << "Try: marrow sample\n";
    return exit_status::usage;
}

}  // namespace

void add_sample(CLI::App& to, console& at, action& chosen)
{
    const auto name = std::make_shared<std::string>();
    CLI::App& command = *to.add_subcommand("sample", "Print a ready-made submission");
    command.footer(examples);
    command.add_option("NAME", *name, "A sample; without one they are listed")->type_name("");
    command.callback([name, &at, &chosen] {
        chosen = [name, &at] { return name->empty() ? list_all(at) : print_one(*name, at); };
    });
}

}  // namespace marrow::adapter

#include "tests/golden/golden.hpp"

#include "adapter/commands/received_files.hpp"
#include "adapter/examiner.hpp"
#include "fhir/outcome.hpp"
#include "fhir/path.hpp"
#include "fhir/validate/rules.hpp"
#include "tests/places.hpp"

#include <algorithm>
#include <fstream>
#include <ranges>
#include <sstream>

namespace marrow::golden {

namespace {

constexpr std::string_view ending = ".expected.json";

const mappings::tables& known()
{
    static const mappings::tables loaded = mappings::tables::load().value();
    return loaded;
}

const fhir::json::value& member(const fhir::json::document& of, const fhir::json::value& object, std::string_view name)
{
    for (const fhir::json::value& each : object.items())
        if (of.spelling(each.key()) == name) return each;
    return fhir::json::missing;
}

struct json_file {
    explicit json_file(const std::filesystem::path& file)
        : bytes{text_of(file)}, parsed{fhir::json::parse(bytes, memory).value()}
    {
    }

    std::string bytes;
    fhir::json::arena memory;
    fhir::json::document parsed;
};

mappings::policy policy_of(const std::string& folder, const std::string& name)
{
    const std::filesystem::path file = file_of(folder, name, ".policy.toml");
    return exists(file) ? mappings::policy::parse(text_of(file), known()).value() : mappings::policy{};
}

bool is_of_structure(const fhir::issue& one)
{
    return one.codings.at(0).system == fhir::validate::rules_system;
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

}  // namespace

std::filesystem::path file_of(const std::string& folder, const std::string& name, const std::string& suffix)
{
    return std::filesystem::path{MARROW_SOURCE_DIR} / "tests/golden" / folder / (name + suffix);
}

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> names_in(const std::string& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{file_of(folder, "", "")}) {
        const std::string file = entry.path().filename().string();
        if (file.ends_with(ending)) names.push_back(file.substr(0, file.size() - ending.size()));
    }
    std::ranges::sort(names);
    return names;
}

std::string earlier_of(const std::string& folder, const std::string& name)
{
    const std::filesystem::path file = file_of(folder, name, ".earlier.ndjson");
    return exists(file) ? text_of(file) : std::string{};
}

judgement judge(const std::string& folder, const std::string& name, std::string_view bytes, const std::string& earlier)
{
    const adapter::setup by{known(), policy_of(folder, name), {}, nullptr, {}};
    adapter::examiner examiner{by.known, by.weighed, by.bounds};
    const auto read = examiner.read(bytes).value();
    std::istringstream in{earlier};
    std::ostringstream warnings;
    adapter::console at{in, warnings, warnings};
    const auto files = earlier.empty() ? nullptr : adapter::received_files::load({"-"}, by, at).value();
    mappings::decision made;
    if (files) {
        adapter::received before{*files};
        made = examiner.decide(*read, {}, before).value();
    } else {
        made = examiner.decide(*read);
    }
    std::erase_if(made.issues, is_of_structure);
    judgement out;
    for (const fhir::issue& each : made.issues) {
        const std::string code{each.codings.at(0).code};
        for (const fhir::json::value* element : each.at) {
            if (!fhir::contains(read->document, read->document.root(), *element)) out.strays.push_back(code);
            out.expressions[code].push_back(fhir::path_to(read->document, *element));
        }
        out.findings.push_back(
            {fhir::path_to(read->document, *each.at.at(0)), std::string{fhir::name_of(each.level)}, code}
        );
    }
    std::ranges::sort(out.findings);
    fhir::json::writer writer{out.outcome, true};
    fhir::write_outcome(writer, made.issues, read->document);
    if (!out.outcome.ends_with('\n')) out.outcome += '\n';
    return out;
}

std::vector<told> expected_of(const std::string& folder, const std::string& name)
{
    const json_file file{file_of(folder, name, std::string{ending})};
    std::vector<told> expected;
    for (const fhir::json::value& each : member(file.parsed, file.parsed.root(), "findings").items()) {
        const auto text = [&](std::string_view of) { return std::string{member(file.parsed, each, of).text()}; };
        expected.push_back({text("at"), text("severity"), text("code")});
    }
    std::ranges::sort(expected);
    return expected;
}

std::map<std::string, std::vector<std::string>> expressions_of(const std::string& folder, const std::string& name)
{
    const json_file file{file_of(folder, name, std::string{ending})};
    std::map<std::string, std::vector<std::string>> out;
    for (const fhir::json::value& each : member(file.parsed, file.parsed.root(), "expressions").items()) {
        auto& all = out[std::string{file.parsed.spelling(each.key())}];
        for (const fhir::json::value& at : each.items())
            all.emplace_back(at.text());
    }
    return out;
}

std::pair<std::string, std::size_t> reversed(std::string_view bytes)
{
    fhir::json::arena memory;
    const fhir::json::document parsed = fhir::json::parse(bytes, memory).value();
    std::pair<std::string, std::size_t> out;
    fhir::json::writer writer{out.first};
    writer.begin_object();
    for (const fhir::json::value& each : parsed.root().items()) {
        writer.key(parsed.spelling(each.key()));
        if (each.key() != fhir::json::name::entry) {
            writer.copy(each, parsed);
            continue;
        }
        out.second = each.items().size();
        writer.begin_array();
        for (const fhir::json::value& entry : each.items() | std::views::reverse)
            writer.copy(entry, parsed);
        writer.end_array();
    }
    writer.end_object();
    return out;
}

std::string difference(const std::vector<told>& expected, const std::vector<told>& got)
{
    std::ostringstream out;
    const auto list = [&](char sign, const std::vector<told>& from, const std::vector<told>& without) {
        for (const told& each : from) {
            if (std::ranges::binary_search(without, each)) continue;
            out << "\n  " << sign << ' ' << each.severity << ' ' << each.code << " at " << each.at;
        }
    };
    list('-', expected, got);
    list('+', got, expected);
    return out.str();
}

std::string difference(const std::string& expected, const std::string& got)
{
    std::vector<std::string> wanted = lines_of(expected);
    std::vector<std::string> made = lines_of(got);
    const auto [a, b] = std::ranges::mismatch(wanted, made);
    const auto same = a - wanted.begin();
    wanted.erase(wanted.begin(), a);
    made.erase(made.begin(), b);
    while (!wanted.empty() && !made.empty() && wanted.back() == made.back()) {
        wanted.pop_back();
        made.pop_back();
    }
    std::ostringstream out;
    out << "\n  from line " << same + 1 << " on";
    for (const std::string& line : wanted)
        out << "\n  - " << line;
    for (const std::string& line : made)
        out << "\n  + " << line;
    return out.str();
}

}  // namespace marrow::golden

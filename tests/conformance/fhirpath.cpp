#include "fhir/fhirpath/check.hpp"
#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/text_form.hpp"
#include "fhir/fhirpath/types.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/validate/narrative.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>
#include <pugixml.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace files = std::filesystem;
namespace json = marrow::fhir::json;
namespace fhirpath = marrow::fhir::fhirpath;
using marrow::fhir::version;

namespace {

std::optional<std::string> content(const files::path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

std::string lowered_first(std::string text)
{
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

/// The input of a test as JSON, parsed.
struct input {
    std::string text;
    json::arena memory;
    std::optional<json::document> document;
};

struct expected {
    std::string type;
    std::string text;
};

struct test {
    std::string name;
    std::string file;
    std::string mode;
    std::string expression;
    bool is_invalid{};
    bool is_predicate{};
    bool is_unordered{};
    std::vector<expected> outputs;
};

std::vector<test> read_suite(const files::path& file)
{
    pugi::xml_document read;
    BOOST_REQUIRE_MESSAGE(read.load_file(file.c_str()), "cannot be read: " << file);
    std::vector<test> tests;
    for (const auto& group : read.child("tests").children("group")) {
        for (const auto& node : group.children("test")) {
            const auto expression = node.child("expression");
            test& made = tests.emplace_back();
            made.name = node.attribute("name").value();
            made.file = node.attribute("inputfile").value();
            made.mode = node.attribute("mode").value();
            made.expression = expression.text().get();
            made.is_invalid = expression.attribute("invalid");
            made.is_predicate = node.attribute("predicate").as_bool();
            made.is_unordered = std::string_view{node.attribute("ordered").value()} == "false";
            for (const auto& output : node.children("output"))
                made.outputs.push_back({output.attribute("type").value(), output.text().get()});
        }
    }
    return tests;
}

class suite {
public:
    suite(version release, const files::path& folder)
        : model_{marrow::fhir::definitions::model::of(release)}, folder_{folder}
    {
        outside_.html_checks = marrow::fhir::validate::is_narrative;
        outside_.now = fhirpath::parse_date_time("2026-01-05T10:30:00.000+01:00");
    }

    /// Empty when it passes; otherwise what was seen.
    std::string run(const test& of)
    {
        const input* const data = input_of(of.file);
        if (!data) return "no input in JSON";
        const auto compiled = fhirpath::compile(of.expression, model_);
        if (!compiled) return of.is_invalid ? "" : "fault: " + compiled.error().text;
        const bool is_strict = !of.mode.starts_with("lenient");
        fhirpath::evaluator on{*data->document, model_, outside_};
        if (is_strict)
            if (const auto wrong = fhirpath::check(*compiled, model_, on.root().type))
                return of.is_invalid ? "" : "check: " + wrong->text;
        const auto result = on.evaluate(*compiled, {.at = on.root()});
        if (!result) return of.is_invalid ? "" : "fault: " + result.error().text;
        if (of.is_invalid) return "a result, not a fault";
        return compared(*result, of, *data->document);
    }

private:
    const input* input_of(const std::string& file)
    {
        static const std::string nothing = R"({"resourceType":"Basic"})";
        const auto [found, is_new] = inputs_.try_emplace(file);
        input& made = found->second;
        if (!is_new) return made.document ? &made : nullptr;
        const files::path as_json = files::path{file}.replace_extension(".json");
        const auto text = file.empty() ? nothing : content(folder_ / "input" / as_json);
        if (!text) return nullptr;
        made.text = *text;
        const auto parsed = json::parse(made.text, made.memory);
        BOOST_REQUIRE(parsed.has_value());
        made.document = *parsed;
        return &made;
    }

    static bool is_of_type(const fhirpath::item& seen, const std::string& type)
    {
        if (type.empty()) return true;
        const std::string actual = fhirpath::type_form(seen);
        const std::string name = lowered_first(actual.substr(actual.find('.') + 1));
        const bool are_dates = name.starts_with("date") && type.starts_with("date");
        // Resource.id is an id or a string, as the release has it.
        const bool are_ids = type == "id" && name == "string";
        return are_dates || are_ids || name == lowered_first(type);
    }

    static std::string compared(std::span<const fhirpath::item> seen, const test& of, const json::document& in)
    {
        std::vector<std::string> texts;
        for (const fhirpath::item& each : seen)
            texts.push_back(fhirpath::text_form(each, in));
        std::string all = "gives";
        for (const std::string& each : texts)
            all += " [" + each + "]";
        if (of.is_predicate) return seen.empty() ? all : "";
        if (seen.size() != of.outputs.size()) return all;
        for (std::size_t at = 0; at < seen.size(); ++at) {
            const expected& wanted = of.outputs[at];
            if (!is_of_type(seen[at], wanted.type)) return all + " of type " + fhirpath::type_form(seen[at]);
            if (!is_same(texts[at], wanted.text)) return all;
        }
        return "";
    }

    static bool is_same(std::string seen, std::string wanted)
    {
        if (wanted.starts_with('@')) wanted.erase(0, 1);
        if (wanted.starts_with('T')) wanted.erase(0, 1);
        return seen == wanted;
    }

    const marrow::fhir::definitions::model& model_;
    files::path folder_;
    fhirpath::environment outside_;
    std::map<std::string, input> inputs_;
};

/// The tests that do not pass, each a line: release, name, tab, reason. A reason stands for every release it names.
std::map<std::string, std::string> exceptions(const std::string& release)
{
    const auto text = content(files::path{MARROW_SOURCE_DIR} / "tests/conformance/fhirpath.txt");
    BOOST_REQUIRE(text.has_value());
    std::map<std::string, std::string> listed;
    std::istringstream lines{*text};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words{line};
        std::string releases;
        std::string name;
        std::string reason;
        words >> releases >> name;
        std::getline(words >> std::ws, reason);
        BOOST_REQUIRE_MESSAGE(!reason.empty(), "no reason: " << line);
        std::istringstream each{releases};
        for (std::string one; std::getline(each, one, ',');)
            if (one == release) listed.emplace(name, reason);
    }
    return listed;
}

void run(version release, const std::string& name, std::size_t count)
{
    const char* const data = std::getenv("MARROW_DATA");
    if (data == nullptr) {
        std::cout << "skipped: MARROW_DATA is not set, so there is no FHIRPath suite\n";
        return;
    }
    const files::path folder = files::path{data} / "fhirpath" / name;
    const auto tests = read_suite(folder / ("tests-fhir-" + name + ".xml"));
    BOOST_TEST(tests.size() == count);
    auto listed = exceptions(name);
    suite on{release, folder};
    std::size_t passed = 0;
    for (const test& each : tests) {
        const std::string seen = on.run(each);
        passed += seen.empty();
        const bool is_listed = listed.erase(each.name) != 0;
        BOOST_CHECK_MESSAGE(seen.empty() || is_listed, each.name << ": " << each.expression << ": " << seen);
        BOOST_CHECK_MESSAGE(!seen.empty() || !is_listed, each.name << " passes, but is listed as one that does not");
    }
    for (const auto& [unknown, reason] : listed)
        BOOST_ERROR(unknown + " is listed, but is no test of the suite");
    std::cout << name << ": " << passed << " of " << tests.size() << " pass\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_suite)

BOOST_AUTO_TEST_CASE(r4_passes_but_for_what_is_listed)
{
    run(version::r4, "r4", 935);
}

BOOST_AUTO_TEST_CASE(r4b_passes_but_for_what_is_listed)
{
    run(version::r4b, "r4b", 933);
}

BOOST_AUTO_TEST_CASE(r5_passes_but_for_what_is_listed)
{
    run(version::r5, "r5", 1051);
}

BOOST_AUTO_TEST_SUITE_END()

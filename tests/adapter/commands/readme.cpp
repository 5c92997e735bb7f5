#include "adapter/examiner.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"
#include "mappings/tables.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <regex>
#include <sstream>
#include <utility>

namespace marrow::adapter::test {

namespace {

const std::string file = MARROW_SOURCE_DIR "/README.md";

std::string readme()
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Compares what stands between <!-- name --> and <!-- /name -->, or writes it anew where UPDATE_GOLDEN is set.
void check_section(const std::string& name, const std::string& expected)
{
    std::string text = readme();
    const std::string begin = "<!-- " + name + " -->\n";
    const std::size_t from = text.find(begin);
    const std::size_t to = text.find("<!-- /" + name + " -->");
    BOOST_TEST_REQUIRE((from != std::string::npos && to != std::string::npos), name);
    const std::size_t first = from + begin.size();
    if (std::getenv("UPDATE_GOLDEN")) {
        std::ofstream{file, std::ios::binary} << text.replace(first, to - first, expected);
        return;
    }
    BOOST_TEST(text.substr(first, to - first) == expected, name << ": UPDATE_GOLDEN=1 writes it anew");
}

std::string indented(const std::string& text)
{
    std::istringstream in{text};
    std::string out;
    for (std::string line; std::getline(in, line);)
        out += (line.empty() ? "" : "    " + line) + "\n";
    return out;
}

/// Of one family, from its metadata and its first sample.
std::string row_of(const std::string& name, const std::string& type, const std::string& help, const std::string& sample)
{
    std::string labels;
    static const std::regex label{R"re(([a-z]+)="[^"]*")re"};
    for (std::sregex_iterator at{sample.begin(), sample.end(), label}; at != std::sregex_iterator{}; ++at)
        if ((*at)[1] != "le") labels += (labels.empty() ? "" : ", ") + (*at)[1].str();
    return "| `" + name + "` | " + type + " | " + labels + " | " + help + " |\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(readme_file)

BOOST_AUTO_TEST_CASE(the_table_of_findings_is_that_of_the_tables)
{
    const auto known = mappings::tables::load();
    BOOST_TEST_REQUIRE(known.has_value());
    std::string table = "| finding | severity | when | CARC | RARC |\n|---|---|---|---|---|\n";
    for (const mappings::finding_row& row : known->findings()) {
        table += "| `" + row.code + "` | " + std::string{fhir::name_of(row.level)} + " | " + row.when + " | " +
                 row.carc + " | " + row.rarc + " |\n";
    }
    check_section("findings", table);
}

BOOST_AUTO_TEST_CASE(the_answer_to_curl_is_that_of_the_server)
{
    const std::string command =
        "    adapter/run sample no-primary | curl -s -H 'Content-Type: application/fhir+json' \\\n"
        "        --data-binary @- 'http://127.0.0.1:8080/fhir?_pretty=true'\n\nanswers, with status 422 and an id of "
        "its own each time:\n\n";
    const auto known = mappings::tables::load();
    const mappings::policy weighed;
    examiner one{*known, weighed, {}};
    std::string answer;
    examine(one, sample_named("no-primary"), answer, true, "019d5e0a-7c40-7a52-9b1f-5d0c8e6f2a41");
    check_section("curl", command + indented(answer));
}

BOOST_AUTO_TEST_CASE(the_claim_response_is_that_of_the_server)
{
    const std::string command =
        "    adapter/run sample no-documentation | curl -s -H 'Content-Type: application/fhir+json' \\\n"
        "        --data-binary @- 'http://127.0.0.1:8080/fhir/Claim/$submit' |\n"
        "        jq '.entry[0].resource | {outcome, disposition, item, error}'\n\nanswers:\n\n";
    marrow::test::sqlite_place at;
    const auto store = at.open();
    marrow::test::kept_server server{*store};
    const auto got = server.ask(marrow::test::post("/fhir/Claim/$submit", sample_named("no-documentation")));
    fhir::json::arena memory;
    const auto made = fhir::json::parse(got.body, memory).value();
    using fhir::json::known_name;
    const fhir::json::value& response = made.root()[fhir::json::name::entry].first()[fhir::json::name::resource];
    std::string answer;
    fhir::json::writer out{answer, true};
    out.begin_object();
    for (const std::string_view each : {"outcome", "disposition", "item", "error"})
        out.key(each).copy(response[known_name(each)], made);
    out.end_object();
    check_section("submit", command + indented(answer));
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_batch_is_that_of_the_server)
{
    const std::string sent =
        R"({"resourceType": "Bundle", "type": "batch", "entry": [)"
        "\n    "
        R"({"resource": {"resourceType": "Patient"}, "request": {"method": "POST", "url": "Patient"}},)"
        "\n    "
        R"({"request": {"method": "DELETE", "url": "Claim/1"}}]})";
    marrow::test::sqlite_place at;
    const auto store = at.open();
    marrow::test::kept_server server{*store};
    std::string answer = server.ask(marrow::test::post("/fhir?_pretty=true", sent)).body;
    answer = std::regex_replace(
        answer, std::regex{"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}, "019d5e0a-7c40-7a52-9b1f-5d0c8e6f2a41"
    );
    answer = std::regex_replace(answer, std::regex{R"(\d{4}-\d\d-\d\dT[0-9:.]+Z)"}, "2026-04-05T10:11:12.123Z");
    answer = std::regex_replace(answer, std::regex{R"re(\n *"(extension|coding)": \[[^\]]*\],)re"}, "");
    check_section(
        "batch",
        indented(sent) + "\nis answered with status 200 and (extensions and codings of issues left out)\n\n" +
            indented(answer)
    );
}

BOOST_AUTO_TEST_CASE(the_table_of_metrics_is_that_of_the_server)
{
    marrow::test::sqlite_place at;
    const auto store = at.open();
    marrow::test::kept_server server{*store};
    std::istringstream text{server.ask(marrow::test::get("/metrics", "Accept: text/plain\r\n")).body};
    static const std::regex metadata{R"(# (HELP|TYPE) (\S+) (.*))"};
    std::string table = "| metric | type | labels | what |\n|---|---|---|---|\n";
    std::string help;
    std::string type;
    std::smatch parts;
    for (std::string line, name; std::getline(text, line);) {
        if (std::regex_match(line, parts, metadata)) {
            name = parts[2];
            (parts[1] == "HELP" ? help : type) = parts[3];
        } else if (!name.empty()) {
            table += row_of(std::exchange(name, {}), type, help, line);
        }
    }
    check_section("metrics", table);
}

BOOST_AUTO_TEST_CASE(settings_are_checked_and_shown_as_by_the_program)
{
    const scratch files;
    const std::string folder = files.path() + "/";
    const auto said = [&](std::string text) {
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
            text.erase(at, folder.size());
        return text;
    };
    const std::string wrong = "listen = \"0.0.0.0:8080\"\nmax_bdy = 1000000\n";
    const std::string right = "listen = \"0.0.0.0:8080\"\nmax_body = 1000000\n";
    const std::string file = files.write("marrow.toml", wrong);
    std::string shown = "$ cat marrow.toml\n" + wrong + "$ marrow config check marrow.toml\n";
    shown += said(marrow({"config", "check", file}).err);
    files.write("marrow.toml", right);
    shown += "$ sed -i s/bdy/body/ marrow.toml\n$ marrow config check marrow.toml\n";
    shown += said(marrow({"config", "check", file}).out);
    shown += "$ marrow config show --config marrow.toml --log-requests | grep -e ' # f'\n";
    std::istringstream all{said(marrow({"config", "show", "--config", file, "--log-requests"}).out)};
    for (std::string line; std::getline(all, line);)
        if (line.find(" # f") != std::string::npos) shown += line + "\n";
    check_section("config", indented(shown));
}

BOOST_AUTO_TEST_CASE(the_list_of_samples_is_that_of_the_program)
{
    check_section("samples", indented(marrow({"sample"}).out));
}

BOOST_AUTO_TEST_CASE(what_a_base_validator_does_not_see_is_as_the_program_says_it)
{
    std::string shown;
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"check", "--only", "structure", "-"},
          {"check", "--only", "decision", "--quiet", "-"}}) {
        std::string command = "$ marrow sample dangling-pointer | marrow";
        for (const std::string& each : arguments)
            command += " " + each;
        shown += (shown.empty() ? "" : "\n") + command + "\n" + marrow(arguments, sample_named("dangling-pointer")).out;
    }
    check_section("structure", indented(shown));
}

BOOST_AUTO_TEST_CASE(the_text_output_is_that_of_the_program)
{
    check_section("text", indented(marrow({"check", "-"}, sample_named("no-documentation")).out));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

#include "adapter/examiner.hpp"
#include "mappings/tables.hpp"
#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

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

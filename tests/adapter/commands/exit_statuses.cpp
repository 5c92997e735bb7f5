#include "tests/adapter/commands/marrow.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>

namespace marrow::adapter::test {

BOOST_AUTO_TEST_SUITE(exit_statuses)

BOOST_AUTO_TEST_CASE(are_those_of_the_contract)
{
    const scratch files;
    const std::string good = files.write("good.json", sample_named("accepted"));
    const std::string bad = files.write("bad.json", sample_named("removal-alone"));
    const std::string warned = files.write("warned.json", sample_named("fracture-fixation"));
    const std::string broken = files.write("broken.json", "{\"resourceType\":");
    const std::string policy = files.write("policy.toml", "[severity]\nno-such-finding = \"error\"\n");
    const std::string missing = files.path("missing.json");
    const std::string profile = "http://a.example/p";
    const std::string package = files.path("package");
    files.write("package/package.json", R"({"name":"a.example","fhirVersions":["4.0.1"]})");
    files.write(
        "package/p.json",
        R"({"resourceType":"StructureDefinition","url":"http://a.example/p","type":"Bundle","derivation":"constraint",)"
        R"("snapshot":{"element":[{"path":"Bundle"},{"path":"Bundle.total","min":1}]}})"
    );
    const struct {
        const char* name;
        std::vector<std::string> arguments;
        int status;
    } rows[] = {
        {"accepted", {"check", good}, 0},
        {"an error", {"check", bad}, 1},
        {"malformed JSON is a fatal finding", {"check", broken}, 1},
        {"the worst of several", {"check", good, bad, good}, 1},
        {"nothing fails", {"check", bad, "--fail-on", "never"}, 0},
        {"a warning does not fail", {"check", warned}, 0},
        {"unless it is told to", {"check", warned, "--fail-on", "warning"}, 1},
        {"information fails", {"check", good, "--fail-on", "information"}, 1},
        {"a file that is not there", {"check", missing}, 3},
        {"goes before findings", {"check", missing, bad}, 3},
        {"even where nothing fails", {"check", missing, "--fail-on", "never"}, 3},
        {"after an earlier file", {"check", "--earlier", bad, good, good}, 0},
        {"after one that is not there", {"check", good, "--earlier", missing}, 3},
        {"after one that is no JSON", {"check", good, "--earlier", broken}, 3},
        {"no file given", {"check"}, 2},
        {"unknown option", {"check", good, "--no-such-option"}, 2},
        {"unknown format", {"check", good, "--format", "yaml"}, 2},
        {"policy that is none", {"check", good, "--policy", policy}, 2},
        {"policy that is not there", {"check", good, "--policy", missing}, 2},
        {"tables that are not there", {"check", good, "--tables", missing}, 2},
        {"a package", {"check", good, "--package", package}, 0},
        {"a package before two files", {"check", "--package", package, good, good}, 0},
        {"a package twice", {"check", "--package", package, "--package", package, good}, 0},
        {"a profile before two files", {"check", "--package", package, "--profile", profile, good, good}, 1},
        {"a profile that does not hold", {"check", good, "--package", package, "--profile", profile}, 1},
        {"a package that is not there", {"check", good, "--package", missing}, 2},
        {"a package that is none", {"check", good, "--package", bad}, 2},
        {"a profile, and no structure",
         {"check", good, "--package", package, "--profile", profile, "--only", "decision"},
         2},
        {"a profile without a package", {"check", good, "--profile", profile}, 2},
        {"a profile of no package", {"check", good, "--package", package, "--profile", profile + "/q"}, 2},
        {"no command", {}, 2},
        {"unknown command", {"frobnicate"}, 2},
        {"lines of a submission with errors", {"lines", bad}, 0},
        {"lines of what is no JSON", {"lines", broken}, 3},
        {"lines of what is not there", {"lines", missing}, 3},
        {"path that is found", {"path", "entry.fullUrl", good}, 0},
        {"path that is found in one", {"path", "entry.fullUrl", good, bad}, 0},
        {"path that is not found", {"path", "entry.link", good}, 1},
        {"path that says true", {"path", "entry.exists()", good}, 0},
        {"path that says false", {"path", "entry.empty()", good}, 1},
        {"path that is none", {"path", "entry.", good}, 2},
        {"path that cannot be evaluated", {"path", "entry.single()", good}, 2},
        {"path without a file", {"path", "entry"}, 2},
        {"path in what is no JSON", {"path", "entry", broken}, 3},
        {"path in what is not there", {"path", "entry", good, missing}, 3},
        {"explain", {"explain", "removal-alone"}, 0},
        {"explain an issue of structure", {"explain", "value-malformed"}, 0},
        {"explain what is no finding", {"explain", "removal"}, 2},
        {"help", {"--help"}, 0},
        {"help of a command", {"tables", "import", "--help"}, 0},
        {"version", {"--version"}, 0},
        {"keys that hold for no day", {"serve", "--key-days", "0"}, 2},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const ran said = marrow(row.arguments);
            BOOST_TEST(static_cast<int>(said.status) == row.status);
            if (row.status >= 2) BOOST_TEST(said.err.starts_with("marrow: "), said.err);
            if (row.status == 2) BOOST_TEST(said.out.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line_that_cannot_be_read_keeps_its_place_among_the_parameters)
{
    const scratch files;
    const std::string good = R"({"resourceType":"Claim"})";
    const std::string lines = files.write("some.ndjson", good + "\n{\n" + good + "\n");
    const ran said = marrow({"lines", "--format", "fhir", lines});
    BOOST_TEST((said.status == exit_status::unreadable));
    std::istringstream out{said.out};
    std::vector<bool> are_outcomes;
    for (std::string line; std::getline(out, line);)
        are_outcomes.push_back(line.find("OperationOutcome") != std::string::npos);
    const std::vector<bool> expected{false, true, false};
    BOOST_TEST(are_outcomes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_command_is_named)
{
    BOOST_TEST(marrow({"frobnicate"}).err.starts_with("marrow: frobnicate is no command of marrow\n"));
    BOOST_TEST(marrow({"tables", "frobnicate"}).err.starts_with("marrow: frobnicate is no command of marrow tables\n"));
}

BOOST_AUTO_TEST_CASE(a_profile_that_no_package_gives_is_named)
{
    const scratch files;
    const std::string good = files.write("good.json", sample_named("accepted"));
    const ran said = marrow({"check", good, "--profile", "http://a.example/p|1.0"});
    BOOST_TEST(said.err.find("http://a.example/p|1.0") != std::string::npos, said.err);
}

BOOST_AUTO_TEST_CASE(other_inputs_are_reported_beside_one_that_cannot_be_read)
{
    const scratch files;
    const std::string good = files.write("good.json", sample_named("accepted"));
    const ran said = marrow({"check", files.path("missing.json"), good, "--format", "operationoutcome"});
    BOOST_TEST((said.status == exit_status::unreadable));
    BOOST_TEST(said.out.find("\"accepted\"") != std::string::npos);
    BOOST_TEST(said.err == "marrow: cannot read " + files.path("missing.json") + ": No such file or directory\n");
}

BOOST_AUTO_TEST_CASE(findings_and_issues_of_structure_are_near_what_was_meant)
{
    const auto said = [](const char* code) { return marrow({"explain", code}).err; };
    BOOST_TEST(said("removal-alon").find("Did you mean removal-alone?") != std::string::npos);
    BOOST_TEST(said("value-malformd").find("Did you mean value-malformed?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(version_is_that_of_the_build)
{
    BOOST_TEST(marrow({"--version"}).out == "marrow " MARROW_VERSION "\n");
}

BOOST_AUTO_TEST_CASE(a_wrong_argument_is_answered_with_where_help_is)
{
    const ran said = marrow({"check", "--format", "yaml", "-"});
    BOOST_TEST(said.err.find("Try: marrow check --help") != std::string::npos, said.err);
}

BOOST_AUTO_TEST_CASE(output_that_cannot_be_written_is_no_success)
{
    const scratch files;
    const std::string good = files.write("good.json", sample_named("accepted"));
    const std::vector<std::string> commands{
        "sample accepted",
        "explain accepted",
        "tables list",
        "path Bundle.type " + good,
        "lines " + good,
        "lines --format csv " + good,
        "check " + good};
    for (const std::string& command : commands) {
        const std::string whole = MARROW_PROGRAM " " + command + " >/dev/full 2>" + files.path("told");
        BOOST_TEST(WEXITSTATUS(std::system(whole.c_str())) == 3, command);
        std::ifstream told{files.path("told")};
        std::string line;
        std::getline(told, line);
        BOOST_TEST(line == "marrow: the output could not be written", command);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

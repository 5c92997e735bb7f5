#include "tests/adapter/commands/marrow.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <sys/wait.h>

namespace marrow::adapter::test {

namespace {

/// The program, with definitions of a release that there is not in place of those of R5.
std::string write_program(const scratch& files)
{
    std::ifstream in{MARROW_PROGRAM, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    const std::size_t at = bytes.find("fhir\t5.0.0\n");
    BOOST_REQUIRE(at != std::string::npos);
    bytes.replace(at, 10, "fhir\t9.0.0");
    const std::string path = files.write("marrow", bytes);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(definitions_of_fhir)

BOOST_AUTO_TEST_CASE(what_cannot_be_loaded_stops_the_start)
{
    const scratch files;
    const std::string program = write_program(files);
    const std::string input = files.write("r4.json", sample_named("accepted"));
    struct {
        const char* arguments;
        int status;
    } const rows[] = {
        {"serve --listen 127.0.0.1:0", 70},
        {"serve --only structure --listen 127.0.0.1:0", 70},
        {"serve --only decision --store none --listen nowhere", 2},
        {"check -", 70},
        {"check --only structure -", 70},
        {"check --only decision -", 0},
        {"--version", 0},
    };
    for (const auto& row : rows) {
        const std::string command = "timeout 20 " + program + " " + row.arguments + " <" + input + " >" +
                                    files.path("out") + " 2>" + files.path("err");
        const int ended = std::system(command.c_str());
        BOOST_TEST_CONTEXT(row.arguments << ": " << files.read("err"))
        {
            BOOST_TEST(WEXITSTATUS(ended) == row.status);
            BOOST_TEST(files.read("out").empty() == (row.status != 0));
            const std::string text = "the definitions of FHIR in this binary cannot be loaded";
            BOOST_TEST((files.read("err").find(text) != std::string::npos) == (row.status == 70));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

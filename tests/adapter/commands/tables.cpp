#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter::test {

BOOST_AUTO_TEST_SUITE(tables_command)

BOOST_AUTO_TEST_CASE(list_names_source_date_rows_and_origin)
{
    const ran text = marrow({"tables", "list"});
    BOOST_TEST((text.status == exit_status::good));
    for (const char* word : {"add-on-edits", "findings", "built in", "Source"})
        BOOST_TEST(text.out.find(word) != std::string::npos, word);
    const ran json = marrow({"tables", "list", "--format", "json"});
    for (const char* word : {"\"name\": \"add-on-edits\"", "\"rows\": ", "\"date\": \"", "\"origin\": \"built in\""})
        BOOST_TEST(json.out.find(word) != std::string::npos, word);
}

BOOST_AUTO_TEST_CASE(a_bad_file_changes_nothing)
{
    const scratch files;
    const std::string bad = files.write("AOC_V2026Q1-MCR.txt", "this is no add-on file\n");
    const std::string into = files.path("tables");
    files.write("tables/add-on-edits.csv", "what was there");
    const ran said = marrow({"tables", "import", bad, "--into", into});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(said.err.find("AOC_V2026Q1-MCR.txt") != std::string::npos, said.err);
    BOOST_TEST(files.read("tables/add-on-edits.csv") == "what was there");
    const auto left = std::filesystem::directory_iterator{into};
    BOOST_TEST(std::distance(begin(left), end(left)) == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_told)
{
    const scratch files;
    const ran said = marrow({"tables", "import", files.path("none.txt"), "--into", files.path("tables")});
    BOOST_TEST((said.status == exit_status::unreadable));
    BOOST_TEST(!std::filesystem::exists(files.path("tables")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

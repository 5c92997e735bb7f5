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

BOOST_AUTO_TEST_CASE(a_file_of_cms_goes_before_the_built_in_table)
{
    const scratch files;
    const std::string row = "20703,1,3 Date of Service Edit: Clinical,Clinical: Data\n";
    const std::string file = files.write(
        "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
        "A notice,,,\n\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE "
        "Rationale\n" +
            row
    );
    const ran said = marrow({"tables", "import", file, "--into", files.path("tables")});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out.starts_with(files.path("tables/mue-practitioner.csv") + "  1 rows, 2026-04-01"), said.out);
    const ran list = marrow({"tables", "list", "--tables", files.path("tables")});
    BOOST_TEST(list.out.find(files.path("tables/mue-practitioner.csv")) != std::string::npos, list.out);
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_told_with_line_and_column)
{
    const scratch files;
    const std::string file = files.write(
        "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
        "\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n20703,x,3 "
        "y,z\n"
    );
    const ran said = marrow({"tables", "import", file, "--into", files.path("tables")});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(said.err.find("MCR_MUE_PractitionerServices_Eff_04-01-2026.csv:3:7: ") != std::string::npos, said.err);
}

BOOST_AUTO_TEST_CASE(a_bad_table_is_told_with_line_and_column)
{
    const scratch files;
    files.write("specialties.csv", "# source: us\n# date: 2026-01-01\nprefix\n207X,extra\n");
    const ran said = marrow({"tables", "list", "--tables", files.path()});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(said.err.find("specialties.csv:4:") != std::string::npos, said.err);
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

#include "adapter/commands/atomic_files.hpp"

#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter::test {

BOOST_AUTO_TEST_SUITE(atomic_files)

BOOST_AUTO_TEST_CASE(nothing_is_changed_before_the_commit)
{
    const scratch files;
    files.write("tables/a.csv", "old");
    {
        adapter::atomic_files out{files.path("tables")};
        BOOST_TEST(out.write("a.csv", "new").has_value());
        BOOST_TEST(out.write("b.csv", "new").has_value());
        BOOST_TEST(files.read("tables/a.csv") == "old");
        BOOST_TEST(!std::filesystem::exists(files.path("tables/b.csv")));
    }
    const auto left = std::filesystem::directory_iterator{files.path("tables")};
    BOOST_TEST(std::distance(begin(left), end(left)) == 1);
}

BOOST_AUTO_TEST_CASE(the_commit_puts_all_in_place)
{
    const scratch files;
    adapter::atomic_files out{files.path("new/tables")};
    BOOST_TEST(out.write("a.csv", "one").has_value());
    BOOST_TEST(out.write("b.csv", "two").has_value());
    BOOST_TEST(out.commit().has_value());
    BOOST_TEST(files.read("new/tables/a.csv") == "one");
    BOOST_TEST(files.read("new/tables/b.csv") == "two");
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_is_a_fault)
{
    const scratch files;
    const std::string file = files.write("file", "");
    adapter::atomic_files out{file + "/tables"};
    const auto written = out.write("a.csv", "one");
    BOOST_TEST_REQUIRE(written.has_error());
    BOOST_TEST(written.error().text.find("cannot write") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test

#include "adapter/render/text_table.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

namespace marrow::adapter {

BOOST_AUTO_TEST_SUITE(text_tables)

BOOST_AUTO_TEST_CASE(columns_are_aligned_and_empty_ones_left_out)
{
    text_table table{{"Line", "Modifiers", "Code"}};
    table.add({"1", "", "27470"});
    table.add({"12", "", "20703"});
    BOOST_TEST(table.print("  ", 80) == "  Line  Code\n  1     27470\n  12    20703\n");
}

BOOST_AUTO_TEST_CASE(the_widest_column_gives_way)
{
    text_table table{{"A", "B"}};
    table.add({"1234567890", std::string(100, 'x')});
    for (const unsigned width : {30u, 40u, 60u}) {
        std::istringstream printed{table.print("  ", width)};
        for (std::string line; std::getline(printed, line);)
            BOOST_TEST(line.size() <= width);
    }
    BOOST_TEST(table.print("", 1).find("...") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(cells_cannot_steer_the_terminal)
{
    text_table table{{"A"}};
    table.add({"\x1b[31mred\x1b[0m\n"});
    BOOST_TEST(table.print("", 80).find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_is_broken_at_spaces)
{
    BOOST_TEST(wrapped("one two three four five six", "  ", 22) == "one two three four\n  five six\n");
    BOOST_TEST(wrapped("", "  ", 22) == "\n");
    BOOST_TEST(wrapped(std::string(50, 'x') + " y", "", 20) == std::string(50, 'x') + "\ny\n");
}

BOOST_AUTO_TEST_CASE(characters_are_counted_not_bytes)
{
    BOOST_TEST(columns_of("na\xC3\xAFve") == 5);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter

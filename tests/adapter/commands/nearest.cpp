#include "adapter/commands/nearest.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter {

BOOST_AUTO_TEST_SUITE(nearest_words)

BOOST_AUTO_TEST_CASE(a_mistyped_word_finds_its_like)
{
    const std::vector<std::string> known{"accepted", "removal-alone", "no-lines", "primary-not-listed"};
    const struct {
        const char* typed;
        const char* first;
    } rows[] = {
        {"acepted", "accepted"},
        {"removal", "removal-alone"},
        {"removal_alone", "removal-alone"},
        {"nolines", "no-lines"},
        {"something else", ""},
        {"", ""},
    };
    for (const auto& row : rows) {
        const auto found = nearest(row.typed, known, 3);
        BOOST_TEST((found.empty() ? "" : found.front()) == row.first, row.typed);
    }
}

BOOST_AUTO_TEST_CASE(a_very_long_word_has_none)
{
    const std::vector<std::string> known{"accepted"};
    BOOST_TEST(nearest(std::string(100'000, 'a'), known, 3).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter

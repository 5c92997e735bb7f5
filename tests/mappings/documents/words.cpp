#include "mappings/documents/words.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(words)

using marrow::mappings::split_words;
using marrow::mappings::word;

namespace {

std::vector<word> split(std::string_view text)
{
    std::vector<word> out;
    split_words(text, out);
    return out;
}

bool same(std::string_view a, std::string_view b)
{
    const auto hash = [](const word& each) { return each.hash; };
    return std::ranges::equal(split(a), split(b), {}, hash, hash);
}

}  // namespace

BOOST_AUTO_TEST_CASE(words_are_equal_without_regard_to_case_and_separators)
{
    const struct {
        std::string_view a;
        std::string_view b;
        bool equal;
    } rows[] = {
        {"Drug-Eluting NAIL", "drug eluting nail", true},
        {"drug\xE2\x80\x91"
         "eluting",
         "drug-eluting",
         true},
        {"drug\xC2\xA0"
         "eluting",
         "drug eluting",
         true},
        {"\xEF\xBB\xBF"
         "Nail",
         "nail",
         true},
        {"(nail)", "nail", true},
        {"\xE2\x80\x9Cnail\xE2\x80\x9D", "nail", true},
        {"nails", "nail", false},
        {"drugeluting", "drug eluting", false},
        {"N\xC3\xA4gel", "n\xC3\xA4gel", true},
        {"N\xC3\xA4gel", "nagel", false},
        {"", " \t\r\n", true},
        {"a b", "b a", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("\"" << row.a << "\" and \"" << row.b << "\"")
        {
            BOOST_TEST(same(row.a, row.b) == row.equal);
        }
    }
}

BOOST_AUTO_TEST_CASE(clauses_end_at_stops_blank_lines_and_list_marks)
{
    const struct {
        std::string_view text;
        std::uint32_t clauses;
    } rows[] = {
        {"one two", 1},
        {"one. two", 2},
        {"one; two", 2},
        {"one: two", 2},
        {"one, two", 2},
        {"one! two? three", 3},
        {"2.5 mm", 1},
        {"1,000 mg at 10:30", 1},
        {"item 2. two", 2},
        {"one\ntwo", 1},
        {"one\r\ntwo", 1},
        {"one\n\ntwo", 2},
        {"one\r\n \t\r\ntwo", 2},
        {"one\n- two", 2},
        {"one\n * two", 2},
        {"one\n-two", 1},
        {"one \xE2\x80\xA2 two", 2},
        {"one (two)", 1}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            const auto found = split(row.text);
            std::uint32_t clauses = 1;
            for (std::size_t i = 1; i < found.size(); ++i)
                clauses += found[i].clause != found[i - 1].clause;
            BOOST_TEST(clauses == row.clauses);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_text_of_one_sign_is_split_in_linear_time)
{
    for (const char c : {' ', '\n', '.', 'a', '\xE2', '-'})
        BOOST_TEST(split(std::string(4u << 20, c)).size() <= 1u);
}

BOOST_AUTO_TEST_SUITE_END()

#include "mappings/load/csv.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::mappings {

namespace {

using record = std::vector<std::string>;

/// All records, and the fault at the end if there was one.
std::pair<std::vector<record>, std::optional<fhir::fault>> read_all(csv_reader reader)
{
    std::vector<record> all;
    for (;;) {
        const auto more = reader.next();
        if (!more) return {all, more.error()};
        if (!*more) return {all, {}};
        all.emplace_back();
        for (const auto& field : reader.fields())
            all.back().emplace_back(field.text);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(records_and_fields_are_cut_as_rfc_4180_says)
{
    const struct {
        std::string_view text;
        std::vector<record> expected;
    } rows[] = {
        {"", {}},
        {"\n\r\n\n", {}},
        {"a,b", {{"a", "b"}}},
        {"a,b\n", {{"a", "b"}}},
        {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"a\r", {{"a"}}},
        {",\n", {{"", ""}}},
        {"a,", {{"a", ""}}},
        {"\"a,b\",c", {{"a,b", "c"}}},
        {"\"two\nlines\",x\r\ny,z", {{"two\nlines", "x"}, {"y", "z"}}},
        {"\"say \"\"no\"\"\",\"\"\"\"", {{"say \"no\"", "\""}}},
        {"\"\",\"\"", {{"", ""}}},
        {"a\"b,c", {{"a\"b", "c"}}},
        {"\xEF\xBB\xBF"
         "a,b",
         {{"a", "b"}}},
        {"a\n\nb", {{"a"}, {"b"}}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto [all, failed] = read_all(csv_reader{row.text});
            BOOST_TEST(!failed);
            BOOST_TEST((all == row.expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(quotes_mean_nothing_where_they_are_not_looked_for)
{
    const auto [all, failed] = read_all(csv_reader{"\"a\tb\"\tc", '\t', false});
    BOOST_TEST(!failed);
    BOOST_TEST((all == std::vector<record>{{"\"a", "b\"", "c"}}));
}

BOOST_AUTO_TEST_CASE(each_field_knows_its_place_in_characters)
{
    csv_reader reader{"h\n\"x\ny\",b\xC3\xA4,c\n"};
    BOOST_TEST(*reader.next());
    BOOST_TEST(*reader.next());
    BOOST_TEST(reader.fields()[0].at.line == 2u);
    BOOST_TEST(reader.fields()[0].at.column == 1u);
    BOOST_TEST(reader.fields()[1].at.line == 3u);
    BOOST_TEST(reader.fields()[1].at.column == 4u);
    BOOST_TEST(reader.fields()[2].at.column == 7u);
    BOOST_TEST(reader.fields()[2].at.offset == 12u);
}

BOOST_AUTO_TEST_CASE(broken_quotes_are_refused_at_their_place)
{
    const struct {
        std::string_view text;
        std::uint32_t line;
        std::uint32_t column;
    } rows[] = {
        {"a,\"b", 1, 3},
        {"a\nb,\"c\n\n", 2, 3},
        {"\"a\"b", 1, 4},
        {"\"a\" ,b", 1, 4},
        {"\"", 1, 1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto [all, failed] = read_all(csv_reader{row.text});
            BOOST_REQUIRE(failed);
            BOOST_TEST(failed->at->line == row.line);
            BOOST_TEST(failed->at->column == row.column);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_record_up_to_the_bound_is_read_and_one_beyond_is_refused)
{
    const std::string most(max_record_bytes, 'x');
    BOOST_TEST(!read_all(csv_reader{most}).second);
    BOOST_TEST(read_all(csv_reader{most + "x"}).second.has_value());
    BOOST_TEST(read_all(csv_reader{"\"" + most + "\""}).second.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings

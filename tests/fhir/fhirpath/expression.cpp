#include "fhir/fhirpath/expression.hpp"

#include "tests/fhir/fhirpath/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::asked;

namespace {

std::string repeated(std::string_view part, std::size_t times)
{
    std::string all;
    for (std::size_t done = 0; done < times; ++done)
        all += part;
    return all;
}

const definitions::model& release = definitions::model::of(version::r4);

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_expression)

BOOST_AUTO_TEST_CASE(what_is_no_expression_is_refused_at_its_place)
{
    struct {
        std::string_view text;
        std::uint32_t line;
        std::uint32_t column;
        std::string_view why;
    } const rows[] = {
        {"", 1, 1, "The expression ends where a name, a literal or an opening parenthesis was expected."},
        {"a.", 1, 3, "The expression ends where a name was expected."},
        {"a b", 1, 3, "Here an operator or the end was expected."},
        {"(a", 1, 3, "The expression ends where ')' was expected."},
        {"a[1", 1, 4, "The expression ends where ']' was expected."},
        {"{1}", 1, 2, "Here '}' was expected."},
        {"a =\n  'x", 2, 3, "Here the closing quote was expected."},
        {"'\\u12'", 1, 1, "A wrong escape stands in this text."},
        {"a /* b", 1, 3, "Here the end of the comment (*/) was expected."},
        {"a # b", 1, 3, "Here an expression was expected."},
        {"$that", 1, 1, "Here $this, $index or $total was expected."},
        {"@2026-02-30", 1, 1, "This is no date or time of the calendar."},
        {"1234567890123456789012345678901234567890", 1, 1, "This number has more digits than the 38 that are read."},
        {"a.existss()", 1, 3, "There is no function existss()."},
        {"exists(1, 2)", 1, 1, "exists() does not take 2 arguments."},
        {"where()", 1, 1, "where() does not take 0 arguments."},
        {"a as Foo", 1, 6, "There is no type Foo in this release of FHIR."},
        {"a.ofType(FHIR.String)", 1, 10, "There is no type String in this release of FHIR."},
        {"a.matches('(')", 1, 11, "This is no regular expression that RE2 takes: missing ): (."},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto made = fhirpath::compile(row.text, release);
            BOOST_REQUIRE(made.has_error());
            BOOST_TEST((made.error().kind == fault_kind::usage));
            BOOST_TEST(made.error().text == row.why);
            BOOST_REQUIRE(made.error().at.has_value());
            BOOST_TEST(made.error().at->line == row.line);
            BOOST_TEST(made.error().at->column == row.column);
        }
    }
}

BOOST_AUTO_TEST_CASE(length_depth_and_parts_are_bounded)
{
    const std::string fits = repeated("(", 63) + "1" + repeated(")", 63);
    BOOST_TEST(fhirpath::compile(fits, release).has_value());
    const std::string wide = "1" + repeated(" or 1", 8000);
    BOOST_TEST(fhirpath::compile(wide, release).has_value());
    BOOST_TEST(fhirpath::compile("a" + repeated(".a", 8000), release).has_value());
    const std::string rows[] = {
        repeated("(", 64) + "1" + repeated(")", 64),
        repeated("a.where(", 64) + "1" + repeated(")", 64),
        repeated("-", 64) + "1",
        "1" + repeated(" - 1", 64),
        "1" + repeated("|1", 16 * 1024),
        repeated("a[", 64) + "1" + repeated("]", 64),
        std::string(64 * 1024, ' ') + "1",
    };
    for (const std::string& row : rows) {
        BOOST_TEST_CONTEXT(row.substr(0, 20))
        {
            const auto made = fhirpath::compile(row, release);
            BOOST_REQUIRE(made.has_error());
            BOOST_TEST((made.error().kind == fault_kind::too_large));
        }
    }
}

BOOST_AUTO_TEST_CASE(operators_bind_as_the_standard_says)
{
    asked on;
    struct {
        std::string_view text;
        std::string_view gives;
    } const rows[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 3 - 2", "5"},
        {"-2.power(2)", "-4"},
        {"1 | 2 = 1 | 2", "true"},
        {"1 + 1 = 2 and 1 < 2", "true"},
        {"true or true and false", "true"},
        {"false implies false or false", "true"},
        {"1 | 1 is Integer", "1 | true"},
        {"true xor true xor true", "true"},
        {"'a' & 'b' + 'c'", "abc"},
        {"1 in 1 | 2 and true", "true"},
        {"iif(true, 'div', 'mod') // comment", "div"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.text) BOOST_TEST(on(row.text) == row.gives);
}

BOOST_AUTO_TEST_CASE(names_that_are_words_of_the_language_are_names_where_a_name_must_stand)
{
    asked on{R"({"resourceType":"ValueSet","text":{"div":"<div/>"},"expansion":{"contains":[{"code":"a"}]}})"};
    BOOST_TEST(on("text.div") == "<div/>");
    BOOST_TEST(on("expansion.contains.code") == "a");
    BOOST_TEST(on("expansion.select(contains).code") == "a");
    BOOST_TEST(on("`text`.`div`") == "<div/>");
}

BOOST_AUTO_TEST_CASE(escapes_mean_their_characters)
{
    asked on;
    BOOST_TEST(on(R"('\u00e9\ud83d\ude00\'\\\n')") == "\u00e9\U0001F600'\\\n");
    BOOST_TEST(on(R"('a1'.matches('\\w\\d'))") == "true");
    BOOST_TEST(on(R"('a1'.matches('\w\d'))") == "true");
    for (const std::string_view wrong : {R"('\ud83d')", R"('\ude00')", R"('\ud83dx')", R"('\ud83d\u0041')"})
        BOOST_TEST(on(wrong) == "fault: A wrong escape stands in this text.");
}

BOOST_AUTO_TEST_SUITE_END()

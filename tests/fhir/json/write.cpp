#include "fhir/json/write.hpp"

#include "fhir/json/parse.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace marrow::fhir::json;
using namespace std::string_view_literals;

namespace {

std::string written(std::string_view input, bool pretty = false)
{
    arena memory;
    const auto made = parse(input, memory);
    BOOST_REQUIRE(made.has_value());
    std::string out;
    writer{out, pretty}.copy(made->root(), *made);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_write)

BOOST_AUTO_TEST_CASE(objects_and_arrays_are_written_without_a_space)
{
    std::string out;
    writer to{out};
    to.begin_object().member("a", "b").key("c").begin_array().number(1).number("1.10").boolean(true).null();
    to.begin_array().end_array().begin_object().end_object().end_array().key("d").boolean(false).end_object();
    BOOST_TEST(out == R"({"a":"b","c":[1,1.10,true,null,[],{}],"d":false})");
}

BOOST_AUTO_TEST_CASE(pretty_is_indented_by_two_spaces)
{
    std::string out;
    writer to{out, true};
    to.begin_object().member("a", "b").key("c").begin_array().number(1).begin_object().end_object().end_array();
    to.key("d").begin_array().end_array().end_object();
    BOOST_TEST(out == "{\n  \"a\": \"b\",\n  \"c\": [\n    1,\n    {}\n  ],\n  \"d\": []\n}");
}

BOOST_AUTO_TEST_CASE(only_what_must_be_escaped_is)
{
    const struct {
        std::string_view text;
        std::string_view json;
    } rows[] = {
        {"", R"("")"},
        {"plain text that is longer than a word of the machine",
         R"("plain text that is longer than a word of the machine")"},
        {"\"\\/\b\f\n\r\t", R"("\"\\/\b\f\n\r\t")"},
        {"\0\x01\x0B\x1F"sv, R"("\u0000\u0001\u000b\u001f")"},
        {"\x7F\xC3\xA4\xE6\xBC\xA2\xF0\x9F\x92\x8A", "\"\x7F\xC3\xA4\xE6\xBC\xA2\xF0\x9F\x92\x8A\""},
        {"1234567\"", R"("1234567\"")"},
        {"12345678\"9", R"("12345678\"9")"},
        {"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\n", "\"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\\n\""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            std::string out;
            writer{out}.string(row.text);
            BOOST_TEST(out == row.json);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_byte_at_every_place_of_a_word_comes_back)
{
    arena memory;
    for (int byte = 0; byte < 0x80; ++byte) {
        for (std::size_t place = 0; place < 20; ++place) {
            std::string text(20, '\x21');
            text[place] = static_cast<char>(byte);
            std::string out;
            writer{out}.string(text);
            memory.reset();
            const auto made = parse(out, memory, {.as_fhir = false});
            BOOST_REQUIRE(made.has_value());
            BOOST_REQUIRE(made->root().text() == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(whole_numbers_are_written_to_their_bounds)
{
    std::string out;
    writer to{out};
    to.begin_array()
        .number(std::numeric_limits<std::int64_t>::min())
        .number(std::numeric_limits<std::int64_t>::max())
        .end_array();
    BOOST_TEST(out == "[-9223372036854775808,9223372036854775807]");
}

BOOST_AUTO_TEST_CASE(a_canonical_document_is_copied_byte_for_byte)
{
    const std::string_view rows[] = {
        R"({"resourceType":"Bundle","unheardOf":[1.10,-0,1e2,null,true,false,"",{},[]],"b":{"a":"\"\\\n\u0001"},"a":0})",
        "{\"\xC3\xA4\\\"\":\"\xF0\x9F\x92\x8A\"}",
        "[]",
        "1.00",
        "\"\"",
    };
    for (const std::string_view row : rows)
        BOOST_TEST_CONTEXT(row) BOOST_TEST(written(row) == row);
}

BOOST_AUTO_TEST_CASE(a_free_spelling_is_copied_in_the_one_form)
{
    BOOST_TEST(written(" { \"\\u0069d\" :\n[ \"\\u00e4\\/\" , 1.0 ] } ") == "{\"id\":[\"\xC3\xA4/\",1.0]}");
    BOOST_TEST(written(written(R"({"a":[1,{"b":[]}]})", true)) == R"({"a":[1,{"b":[]}]})");
}

BOOST_AUTO_TEST_CASE(what_was_not_sent_is_copied_as_null)
{
    std::string out;
    writer{out}.copy(missing, document{});
    BOOST_TEST(out == "null");
}

BOOST_AUTO_TEST_SUITE_END()

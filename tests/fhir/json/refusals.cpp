#include "fhir/json/parse.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir::json;
using marrow::fhir::fault_kind;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view a_value = "(an object, an array, a string in double quotes, a number, true, false or null)";

}  // namespace

BOOST_AUTO_TEST_SUITE(json_refusals)

BOOST_AUTO_TEST_CASE(each_is_told_with_its_place_and_what_was_expected)
{
    const struct {
        std::string_view json;
        std::uint32_t offset;
        std::uint32_t line;
        std::uint32_t column;
        std::string_view says;
    } rows[] = {
        {"", 0, 1, 1, "The input is empty."},
        {" \n ", 3, 2, 2, "The input ends where a value"},
        {"\xEF\xBB\xBF", 3, 1, 1, "The input ends where a value"},
        {"\xEF\xBB\xBF{]", 4, 1, 2, "Here a member name"},
        {"{\n \"\xC3\xA4\": \xC3\xA4}", 9, 2, 7, a_value},
        {"]", 0, 1, 1, a_value},
        {"[1,]", 3, 1, 4, a_value},
        {"[1 2]", 3, 1, 4, "Here a comma or a closing bracket was expected."},
        {"[1", 2, 1, 3, "The input ends where a comma or a closing bracket was expected."},
        {"[1}", 2, 1, 3, "a comma or a closing bracket"},
        {"{\"a\":1]", 6, 1, 7, "a comma or a closing brace"},
        {"{\"a\":1,}", 7, 1, 8, "a member name in double quotes"},
        {"{a:1}", 1, 1, 2, "a member name in double quotes"},
        {"{1:1}", 1, 1, 2, "a member name in double quotes"},
        {"{\"a\" 1}", 5, 1, 6, "a colon after the member name"},
        {"{\"a\":}", 5, 1, 6, a_value},
        {"{\"a\"::1}", 5, 1, 6, a_value},
        {"[tru]", 4, 1, 5, a_value},
        {"[NaN]", 1, 1, 2, a_value},
        {"['a']", 1, 1, 2, a_value},
        {"[-]", 2, 1, 3, a_value},
        {"[+1]", 1, 1, 2, a_value},
        {"[.5]", 1, 1, 2, a_value},
        {"[01]", 2, 1, 3, "a comma or a closing bracket"},
        {"[1.]", 3, 1, 4, "a digit after the decimal point"},
        {"[1.x", 3, 1, 4, "a digit after the decimal point"},
        {"[1e]", 3, 1, 4, "a digit in the exponent"},
        {"[1e+", 4, 1, 5, "The input ends where a digit in the exponent"},
        {"[0x1]", 2, 1, 3, "a comma or a closing bracket"},
        {"1 2", 2, 1, 3, "Nothing may follow"},
        {"{}\n{}", 3, 2, 1, "Nothing may follow"},
        {"{} // x", 3, 1, 4, "Nothing may follow"},
        {"[1]\0"sv, 3, 1, 4, "U+0000"},
        {"[\0 1]"sv, 1, 1, 2, "U+0000"},
        {"[\0]"sv, 1, 1, 2, "U+0000"},
        {"[\"a\0\"]"sv, 3, 1, 4, "U+0000"},
        {"[\"\xC3\xA4\\u0000\"]", 4, 1, 4, "U+0000"},
        {"{\"a\\u0000\":1}", 3, 1, 4, "U+0000"},
        {"[\"a", 3, 1, 4, "The input ends where the closing quote of a string"},
        {"[\"a\nb\"]", 3, 1, 4, "A control character in a string"},
        {"[\"\x1F\"]", 2, 1, 3, "A control character in a string"},
        {"[\"a\\", 3, 1, 4, "one of the escapes of JSON"},
        {"[\"a\\x\"]", 3, 1, 4, "one of the escapes of JSON"},
        {"[\"a\\u12\"]", 3, 1, 4, "four hexadecimal digits"},
        {"[\"a\\uD800\"]", 3, 1, 4, "a pair of surrogates"},
        {"[\"a\\uD800\\n\"]", 3, 1, 4, "a pair of surrogates"},
        {"[\"a\\uD800\\u0041\"]", 3, 1, 4, "a pair of surrogates"},
        {"[\"a\\uD800\\uD800\"]", 3, 1, 4, "a pair of surrogates"},
        {"[\"ab\\uDC00\"]", 4, 1, 5, "A low surrogate"},
        {"[\"\\n\\uDFFF\\uD800\"]", 4, 1, 5, "A low surrogate"},
        {"[\"\\uDC00", 2, 1, 3, "A low surrogate"},
        {"{\"\\uDC00\":1}", 2, 1, 3, "A low surrogate"},
        {"[\"a\xC3\xA4\x80z\"]", 5, 1, 5, "not UTF-8"},
        {"[\"\xC0\xAF\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xC1\xBF\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xE0\x9F\xBF\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xED\xA0\x80\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xF0\x8F\xBF\xBF\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xF4\x90\x80\x80\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xF5\x80\x80\x80\"]", 2, 1, 3, "not UTF-8"},
        {"[\"\xFF\"]", 2, 1, 3, "not UTF-8"},
        {"[\"12345678901\xE6\xBC\"]", 13, 1, 14, "not UTF-8"},
        {"[\"\xE6\xBC", 2, 1, 3, "not UTF-8"},
        {"[\"\xE6", 2, 1, 3, "not UTF-8"},
        {"{\"\xFF\":1}", 2, 1, 3, "not UTF-8"},
        {"[\xFF]", 1, 1, 2, a_value},
        {"\xEF\xBB{}", 0, 1, 1, a_value},
        {"\xFF\xFE{\0}\0"sv, 0, 1, 1, "UTF-16"},
        {"\xFE\xFF\0{\0}"sv, 0, 1, 1, "UTF-16"},
        {"{\0}\0"sv, 0, 1, 1, "UTF-16"},
        {"\0{\0}"sv, 0, 1, 1, "UTF-16"},
        {"\0\0\xFE\xFF\0\0\0{"sv, 0, 1, 1, "UTF-32"},
        {"\xFF\xFE\0\0{\0\0\0"sv, 0, 1, 1, "UTF-32"},
        {"{\0\0\0}\0\0\0"sv, 0, 1, 1, "UTF-32"},
        {"\0\0\0{\0\0\0}"sv, 0, 1, 1, "UTF-32"},
        {"{\"id\":1,\n\"id\":2}", 9, 2, 1, "The member id stands twice in one object."},
        {"{\"id\":1,\"\\u0069d\" : 2}", 8, 1, 9, "The member id stands twice in one object."},
        {"{\"\\u0069d\":1,\"code\":{},\"id\":{}}", 23, 1, 24, "The member id stands twice"},
        {"{\"secret\":1,\"secret\":[]}", 12, 1, 13, "This member stands twice in one object."},
        {"{\"\":1,\"\":2}", 6, 1, 7, "This member stands twice"},
        {"{\"a\\\"\":1,\"a\\\"\":2}", 9, 1, 10, "This member stands twice"},
        {"{\"a\\\\\":1,\"a\\\\\":2}", 9, 1, 10, "This member stands twice"},
        {"[{\"id\":{\"id\":1},\"id\":2}]", 16, 1, 17, "The member id stands twice"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            arena memory;
            const std::string input{row.json};  // on the heap, so that a read beyond the end is seen
            const auto made = parse(input, memory);
            BOOST_REQUIRE(made.has_error());
            BOOST_CHECK(made.error().kind == fault_kind::malformed);
            BOOST_TEST(made.error().text.find(row.says) != std::string::npos, made.error().text);
            BOOST_TEST(made.error().text.find("secret") == std::string::npos);
            BOOST_REQUIRE(made.error().at.has_value());
            BOOST_TEST(made.error().at->offset == row.offset);
            BOOST_TEST(made.error().at->line == row.line);
            BOOST_TEST(made.error().at->column == row.column);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

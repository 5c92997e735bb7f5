#include "readers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_reader)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

BOOST_AUTO_TEST_CASE(formats_are_known_by_their_name_alone)
{
    const struct {
        std::string_view type;
        bool read;
    } rows[] = {
        {"text/plain", true},
        {"Text/Plain; charset=UTF-8", true},
        {" text/html ;charset=\"iso-8859-1\"", true},
        {"application/xhtml+xml", true},
        {"text/xml", true},
        {"application/xml", true},
        {"application/hl7-v3+xml", true},
        {"application/cda+xml", true},
        {"application/fhir+json;fhirVersion=4.0", true},
        {"application/pdf", true},
        {"text/rtf", false},
        {"application/rtf", false},
        {"image/png", false},
        {"application/json", false},
        {"text/plaintext", false},
        {"", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("type \"" << row.type << "\"")
        {
            BOOST_TEST((reader_of(content_type::parse(row.type)) != nullptr) == row.read);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_charset_is_read_in_any_spelling)
{
    BOOST_TEST(content_type::parse("text/plain; format=flowed; Charset=\"ISO-8859-1\"").charset == "iso-8859-1");
    BOOST_TEST(content_type::parse("text/plain;charset=utf-8").charset == "utf-8");
    BOOST_TEST(content_type::parse("text/plain;;charset").charset == "");
    BOOST_TEST(content_type::parse("text/plain").charset == "");
}

BOOST_AUTO_TEST_CASE(plain_text_comes_as_utf_8)
{
    using namespace std::string_literals;
    const struct {
        std::string_view type;
        std::string bytes;
        std::string_view text;
    } rows[] = {
        {"text/plain", "nail", "nail"},
        {"text/plain", "\xEF\xBB\xBFnail", "nail"},
        {"text/plain; charset=iso-8859-1", "N\xE4gel", "N\xC3\xA4gel"},
        {"text/plain; charset=windows-1252", "\x93nail\x94 \x80", "\xE2\x80\x9Cnail\xE2\x80\x9D \xE2\x82\xAC"},
        {"text/plain; charset=utf-16le", "n\0a\0"s, "na"},
        {"text/plain; charset=utf-16be", "\0n\0a"s, "na"},
        {"text/plain", "\xFF\xFEn\0a\0"s, "na"},
        {"text/plain", "\xFE\xFF\0n\0a"s, "na"},
        {"text/plain; charset=utf-16le", "\x3D\xD8\x00\xDE"s, "\xF0\x9F\x98\x80"},
        {"text/plain; charset=utf-16le", "\x3D\xD8"s, ""},
        {"text/plain; charset=utf-16le", "n\0a"s, "n"},
        {"text/plain; charset=klingon", "nail", "nail"},
        {"text/plain", "", ""}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("type " << row.type)
        {
            BOOST_TEST(text_of(row.type, row.bytes).value().text == row.text);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

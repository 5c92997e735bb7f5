#include "fhir/base64.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(base64)

using marrow::fhir::decoded_size;
using marrow::fhir::from_base64;
using marrow::fhir::has_sha1;

BOOST_AUTO_TEST_CASE(decodes_what_is_base64_and_nothing_else)
{
    const struct {
        std::string_view text;
        std::optional<std::string_view> bytes;
    } rows[] = {
        {"", ""},
        {"QQ==", "A"},
        {"QUI=", "AB"},
        {"QUJD", "ABC"},
        {"QUJDRA==", "ABCD"},
        {"QUJD\r\nRA= =\n", "ABCD"},
        {" Q U J D ", "ABC"},
        {"/+8=", "\xFF\xEF"},
        {"QQ", std::nullopt},
        {"QQ=", std::nullopt},
        {"QQ===", std::nullopt},
        {"Q===", std::nullopt},
        {"====", std::nullopt},
        {"QQ==QUJD", std::nullopt},
        {"QUJD=", std::nullopt},
        {"_-8=", std::nullopt},
        {"QU-D", std::nullopt},
        {"QUJ\xC3\xA9", std::nullopt}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("text \"" << row.text << "\"")
        {
            const auto bytes = from_base64(row.text, 100);
            BOOST_TEST(bytes.has_value() == row.bytes.has_value());
            if (bytes && row.bytes) BOOST_TEST(*bytes == *row.bytes);
            const auto count = decoded_size(row.text);
            BOOST_TEST(count.has_value() == row.bytes.has_value());
            if (count && row.bytes) BOOST_TEST(*count == row.bytes->size());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_size_is_known_without_decoding)
{
    const std::string run(40, 'Q');
    for (std::size_t at = 0; at < run.size(); ++at) {
        for (const char c : {'Q', '=', ' ', '-', '\x80', '\0', '@', '[', '`', '{', '/', ':'}) {
            std::string text = run + run;
            text[at] = c;
            BOOST_TEST_CONTEXT(at << " " << static_cast<int>(c))
            {
                const auto bytes = from_base64(text, text.size());
                const auto count = decoded_size(text);
                BOOST_TEST(count.has_value() == bytes.has_value());
                if (count && bytes) BOOST_TEST(*count == bytes->size());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_zero_byte_is_a_byte)
{
    BOOST_TEST(from_base64("AEEA", 100).value() == (std::string{'\0', 'A', '\0'}));
}

BOOST_AUTO_TEST_CASE(refuses_more_bytes_than_are_allowed)
{
    BOOST_TEST(from_base64("QUJD", 3).has_value());
    BOOST_TEST(!from_base64("QUJD", 2).has_value());
}

BOOST_AUTO_TEST_CASE(a_hash_is_sha_1_in_base64)
{
    BOOST_TEST(has_sha1("abc", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="));
    BOOST_TEST(!has_sha1("abd", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="));
    BOOST_TEST(!has_sha1("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"));
    BOOST_TEST(!has_sha1("abc", "ungpWJd4kD0V7Ifhz0sR1g=="));
    BOOST_TEST(!has_sha1("abc", ""));
    BOOST_TEST(has_sha1("", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="));
}

BOOST_AUTO_TEST_SUITE_END()

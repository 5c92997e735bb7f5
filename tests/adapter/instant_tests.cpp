#include "adapter/instant.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::adapter;

BOOST_AUTO_TEST_SUITE(instants)

BOOST_AUTO_TEST_CASE(a_time_is_told_to_the_millisecond)
{
    BOOST_TEST(instant_text(0) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(instant_text(1'767'607'872'123) == "2026-01-05T10:11:12.123Z");
    BOOST_TEST(instant_text(-1) == "1969-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(a_date_is_as_long_as_it_is_vague)
{
    struct {
        const char* text;
        std::int64_t from;
        std::int64_t length;
    } const rows[] = {
        {"1970", 0, 365ll * 86'400'000},
        {"1972", 2ll * 365 * 86'400'000, 366ll * 86'400'000},
        {"1970-02", 31ll * 86'400'000, 28ll * 86'400'000},
        {"1970-12", 334ll * 86'400'000, 31ll * 86'400'000},
        {"1970-01-02", 86'400'000, 86'400'000},
        {"1970-01-01T01:00", 3'600'000, 60'000},
        {"1970-01-01T01:00:00", 3'600'000, 1'000},
        {"1970-01-01T01:00:00Z", 3'600'000, 1'000},
        {"1970-01-01T01:00:00+01:00", 0, 1'000},
        {"1970-01-01T00:00:00.5Z", 500, 100},
        {"1970-01-01T00:00:00.123Z", 123, 1},
    };
    for (const auto& row : rows) {
        const auto read = stretch_of(row.text);
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_REQUIRE(read.has_value());
            BOOST_TEST(read->from == row.from);
            BOOST_TEST(read->until - read->from == row.length);
        }
    }
    for (const char* wrong : {"", "x", "1970-13", "1970-02-30", "70"})
        BOOST_TEST(!stretch_of(wrong).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

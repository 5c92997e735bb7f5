#include "fhir/primitives.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;

BOOST_AUTO_TEST_SUITE(primitives)

BOOST_AUTO_TEST_CASE(a_day_is_read_as_written_and_garbage_is_none)
{
    const struct {
        std::string_view text;
        std::string_view day;
    } rows[] = {
        {"2026-01-05", "2026-01-05"},
        {"2026-01-05T23:59:59Z", "2026-01-05"},
        {"2026-01-05T23:59:59-11:00", "2026-01-05"},
        {"2026-01-05T00:00:00+14:00", "2026-01-05"},
        {"2026-01-05T00:00:00.123456789+01:00", "2026-01-05"},
        {"2026-01-05T23:59:60Z", "2026-01-05"},
        {"2026-01-05T10:30", "2026-01-05"},
        {"2024-02-29", "2024-02-29"},
        {"2000-02-29", "2000-02-29"},
        {"0001-01-01", "0001-01-01"},
        {"9999-12-31", "9999-12-31"},
        {"2026-02-29", ""},
        {"1900-02-29", ""},
        {"2026-04-31", ""},
        {"2026-13-01", ""},
        {"2026-00-10", ""},
        {"2026-01-00", ""},
        {"0000-01-01", ""},
        {"2026", ""},
        {"2026-01", ""},
        {"2026-1-5", ""},
        {"20260105", ""},
        {"2026-01-05 ", ""},
        {" 2026-01-05", ""},
        {"2026-01-05T", ""},
        {"2026-01-05T24:00:00Z", ""},
        {"2026-01-05T10:60:00Z", ""},
        {"2026-01-05T10:00:61Z", ""},
        {"2026-01-05T10:00:00.Z", ""},
        {"2026-01-05T10:00:00+15:00", ""},
        {"2026-01-05T10:00:00+01", ""},
        {"2026-01-05T10:00:00ZZ", ""},
        {"2026-01-05 10:00:00", ""},
        {"-2026-01-05", ""},
        {"2026-01-0\xC2\xB2", ""},
        {"01/05/2026", ""},
        {"", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto read = day_of(row.text);
            BOOST_TEST((read ? to_string(*read) : std::string{}) == row.day);
        }
    }
}

BOOST_AUTO_TEST_CASE(dates_and_periods_are_spans_of_days)
{
    const struct {
        std::string_view json;
        std::string_view span;
    } rows[] = {
        {R"("2026-01-05")", "2026-01-05"},
        {R"("2026-01-05T10:00:00Z")", "2026-01-05"},
        {R"({"start":"2026-01-05","end":"2026-01-07"})", "2026-01-05 to 2026-01-07"},
        {R"({"start":"2026-01-05T08:00:00Z","end":"2026-01-05T09:00:00Z"})", "2026-01-05"},
        {R"({"start":"2026-01-05"})", "2026-01-05"},
        {R"({"end":"2026-01-05"})", "2026-01-05"},
        {R"({"start":"2026","end":"2026-01-05"})", "2026-01-05"},
        {R"({"start":"2026-01-07","end":"2026-01-05"})", ""},
        {R"({"start":"2026","end":"2027"})", ""},
        {R"({})", ""},
        {R"("2026-01")", ""},
        {R"(["2026-01-05"])", ""},
        {R"(20260105)", ""},
        {R"(null)", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            const given one{R"({"value":)" + std::string{row.json} + "}"};
            const auto read = days_of(one.at("value"));
            BOOST_TEST((read ? to_string(*read) : std::string{}) == row.span);
        }
    }
    BOOST_TEST(!days_of(json::missing));
}

BOOST_AUTO_TEST_CASE(spans_share_a_day_when_they_touch)
{
    const auto span = [](std::string_view first, std::string_view last) { return days{*day_of(first), *day_of(last)}; };
    const days mine = span("2026-01-05", "2026-01-07");
    BOOST_TEST(mine.shares_a_day_with(span("2026-01-07", "2026-01-09")));
    BOOST_TEST(mine.shares_a_day_with(span("2026-01-01", "2026-01-05")));
    BOOST_TEST(mine.shares_a_day_with(span("2026-01-06", "2026-01-06")));
    BOOST_TEST(!mine.shares_a_day_with(span("2026-01-08", "2026-01-09")));
    BOOST_TEST(!mine.shares_a_day_with(span("2026-01-01", "2026-01-04")));
}

BOOST_AUTO_TEST_CASE(text_is_trimmed_and_changes_case_in_ascii_alone)
{
    BOOST_TEST(trimmed(" \t\r\n20703 \n") == "20703");
    BOOST_TEST(trimmed("a b") == "a b");
    BOOST_TEST(trimmed(" \n ").empty());
    BOOST_TEST(trimmed("").empty());
    BOOST_TEST(lowered("Rt-\xC3\x89Z") == "rt-\xC3\x89z");
    BOOST_TEST(raised("rT-\xC3\xA9z") == "RT-\xC3\xA9Z");
}

BOOST_AUTO_TEST_CASE(the_first_member_that_was_sent_is_taken)
{
    const given one{R"({"occurrencePeriod":{"start":"2026-01-05"},"occurrenceDateTime":null})"};
    using json::name;
    BOOST_TEST(&first_of(one.root(), {name::performedDateTime, name::occurrencePeriod}) == &one.at("occurrencePeriod"));
    BOOST_TEST(
        &first_of(one.root(), {name::occurrenceDateTime, name::occurrencePeriod}) == &one.at("occurrenceDateTime")
    );
    BOOST_TEST(&first_of(one.root(), {name::performedDateTime, name::performedPeriod}) == &json::missing);
    BOOST_TEST(&first_of(json::missing, {name::id}) == &json::missing);
}

BOOST_AUTO_TEST_SUITE_END()

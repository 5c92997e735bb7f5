#include "fhir/fhirpath/date_time.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir::fhirpath;

namespace {

date_time at(std::string_view text)
{
    return parse_date_time(text).value();
}

std::string order(std::string_view a, std::string_view b)
{
    const auto found = compare(at(a), at(b));
    return !found ? "?" : *found < 0 ? "<" : *found > 0 ? ">" : "=";
}

std::string moved(std::string_view start, std::int64_t count, time_unit unit)
{
    const auto made = plus(at(start), count, unit);
    return made ? date_time_text(*made) : "none";
}

std::string bounded(std::string_view of, int digits, bool is_high)
{
    const auto made = boundary(at(of), digits, false, is_high);
    return made ? date_time_text(*made) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_date_time)

BOOST_AUTO_TEST_CASE(what_is_read_is_written_again)
{
    for (const std::string_view text :
         {"2026",
          "2026-01",
          "2024-02-29",
          "2026-01-05T10",
          "2026-01-05T10:30",
          "2026-01-05T10:30:59",
          "2026-01-05T10:30:59.123456789",
          "2026-01-05T10:30:59Z",
          "2026-01-05T10:30:59.5-05:30",
          "2026-01-05T23:59:60Z"})
        BOOST_TEST(date_time_text(at(text)) == text);
    for (const std::string_view text : {"10", "10:30", "10:30:59", "10:30:59.123"})
        BOOST_TEST(time_text(parse_time(text).value()) == text);
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_none)
{
    for (const std::string_view text :
         {"",
          "0000",
          "20261",
          "2026-13",
          "2026-00",
          "2026-1",
          "2026-02-29",
          "2026-04-31",
          "2026-01-05T24",
          "2026-01-05T10:60",
          "2026-01-05T10:30:61",
          "2026-01-05T10:30:59.",
          "2026-01-05T10:30:59.1234567890",
          "2026-01-05T10:30:59+15:00",
          "2026-01-05T10:30:59+0100",
          "2026-01-05T10:30:59z",
          "2026-01T10",
          " 2026"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse_date_time(text));
    BOOST_TEST(!parse_date("2026-01-05T10"));
    BOOST_TEST(!parse_time("10:30Z"));
}

BOOST_AUTO_TEST_CASE(order_is_told_only_where_it_is_known)
{
    struct {
        std::string_view a;
        std::string_view b;
        std::string_view order;
    } const rows[] = {
        {"2026", "2025", ">"},
        {"2026", "2026-01", "?"},
        {"2026-01", "2025-12-31", ">"},
        {"2026-01-05", "2026-01-05T10:00", "?"},
        {"2026-01-05T10:00:00", "2026-01-05T10:00:00.000", "="},
        {"2026-01-05T10:00", "2026-01-05T10:00:00", "?"},
        {"2026-01-05T10:00Z", "2026-01-05T11:00+01:00", "="},
        {"2026-01-05T23:00-05:00", "2026-01-06T03:59Z", ">"},
        {"2026-01-05T10:00Z", "2026-01-05T10:00", "?"},
        {"2026-01-05T10:00Z", "2026-01-07", "<"},
        {"2026-01-08T10:00Z", "2026-01-07", "?"},
        {"2026-01-09T10:00Z", "2026-01-07", ">"},
        {"2026-01-07", "2026-01-09T10:00Z", "<"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.a << ' ' << row.b) BOOST_TEST(order(row.a, row.b) == row.order);
}

BOOST_AUTO_TEST_CASE(time_passes_by_the_calendar)
{
    struct {
        std::string_view start;
        std::int64_t count;
        time_unit unit;
        std::string_view end;
    } const rows[] = {
        {"2024-01-31", 1, time_unit::month, "2024-02-29"},
        {"2024-02-29", 1, time_unit::year, "2025-02-28"},
        {"2024-02-29", -12, time_unit::month, "2023-02-28"},
        {"2026-12-31", 1, time_unit::day, "2027-01-01"},
        {"2026-01-01", -1, time_unit::week, "2025-12-25"},
        {"2026-01-05", 47, time_unit::hour, "2026-01-06"},
        {"2026", 11, time_unit::month, "2026"},
        {"2026", 24, time_unit::month, "2028"},
        {"2026-01", 29, time_unit::day, "2026-01"},
        {"2026-01", 60, time_unit::day, "2026-03"},
        {"2026-01-05T23:30:00Z", 45, time_unit::minute, "2026-01-06T00:15:00Z"},
        {"2026-01-05T10:00:00.000Z", 1'000'000, time_unit::nanosecond, "2026-01-05T10:00:00.001Z"},
        {"9999-12-31", 1, time_unit::day, "none"},
        {"0001-01-01", -1, time_unit::day, "none"},
        {"2026", 7974, time_unit::year, "none"},
        {"2026-01-01", 9'223'372'036'854'775'807, time_unit::week, "none"},
        {"2026-01-01", 9'223'372'036'854'775'807, time_unit::year, "none"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.start << ' ' << row.count)
    BOOST_TEST(moved(row.start, row.count, row.unit) == row.end);
    const date_time evening = parse_time("23:00:00").value();
    BOOST_TEST(time_text(time_plus(evening, 50, time_unit::hour)) == "01:00:00");
    BOOST_TEST(time_text(time_plus(evening, -24, time_unit::hour)) == "23:00:00");
    BOOST_TEST(time_text(time_plus(evening, -9'223'372'036'854'775'807, time_unit::minute)) == "04:53:00");
}

BOOST_AUTO_TEST_CASE(boundaries_hold_what_the_value_can_be)
{
    BOOST_TEST(bounded("2024", 8, false) == "2024-01-01");
    BOOST_TEST(bounded("2024-02", 8, true) == "2024-02-29");
    BOOST_TEST(bounded("2024-02", 17, true) == "2024-02-29T23:59:59.999-12:00");
    BOOST_TEST(bounded("2024-02", 17, false) == "2024-02-01T00:00:00.000+14:00");
    BOOST_TEST(bounded("2024-02-03T04:05:06.7Z", 17, true) == "2024-02-03T04:05:06.799Z");
    BOOST_TEST(bounded("2024-02-03T04:05:06.7Z", 14, true) == "2024-02-03T04:05:06Z");
    BOOST_TEST(bounded("2024-02-03", 5, true) == "none");
    BOOST_TEST(bounded("2024-02-03", 4, true) == "2024");
    BOOST_TEST(time_text(*boundary(parse_time("10").value(), 9, true, true)) == "10:00:59.999");
    BOOST_TEST(!boundary(parse_time("10").value(), 0, true, true));
}

BOOST_AUTO_TEST_SUITE_END()

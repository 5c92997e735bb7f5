#include "adapter/log.hpp"
#include "fhir/fault.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>

using namespace marrow::adapter;

BOOST_AUTO_TEST_SUITE(log_lines)

BOOST_AUTO_TEST_CASE(a_line_holds_what_is_set_and_nothing_else)
{
    const log_entry entry{
        .event = "request", .request_id = "a-1", .route = "/fhir", .status = 422, .bytes = 17, .microseconds = 5};
    BOOST_TEST(
        log_line(log_level::info, entry, "T") ==
        "{\"time\":\"T\",\"level\":\"info\",\"event\":\"request\",\"request\":\"a-1\",\"route\":\"/fhir\","
        "\"status\":422,\"bytes\":17,\"microseconds\":5}\n"
    );
    BOOST_TEST(
        log_line(log_level::error, {.event = "e"}, "T") == "{\"time\":\"T\",\"level\":\"error\",\"event\":\"e\"}\n"
    );
}

BOOST_AUTO_TEST_CASE(a_value_cannot_end_the_line_or_speak_to_a_terminal)
{
    const std::string_view hostile = "a\r\nb\x1B[31m\"\\\x7F\xE2\x80\xA8\t";
    const std::string line = log_line(log_level::warning, {.event = "e", .text = hostile}, "T");
    BOOST_TEST(line.find("\"text\":\"a\\u000d\\u000ab\\u001b[31m\\\"\\\\\\u007f???\\u0009\"") != std::string::npos);
    BOOST_TEST(std::ranges::count(line, '\n') == 1);
}

BOOST_AUTO_TEST_CASE(of_an_exception_its_type_is_told_and_no_text_but_ours)
{
    BOOST_TEST(text_of(std::out_of_range{"Jane Doe"}) == "std::out_of_range");
    BOOST_TEST(text_of(marrow::fhir::broken_invariant{"ours"}) == "marrow::fhir::broken_invariant: ours");
}

BOOST_AUTO_TEST_CASE(a_value_is_cut)
{
    const std::string line = log_line(log_level::info, {.event = "e", .text = std::string(1'000'000, 'x')}, "T");
    BOOST_TEST(line.size() < 1200u);
}

BOOST_AUTO_TEST_CASE(the_time_is_in_universal_time_to_the_millisecond)
{
    const std::string now = now_text();
    BOOST_TEST(now.size() == 24u);
    BOOST_TEST(now.back() == 'Z');
    BOOST_TEST(now[10] == 'T');
}

BOOST_AUTO_TEST_SUITE_END()

#include "adapter/http/framing_gate.hpp"
#include "tests/adapter/http/framing_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::adapter::http;

namespace {

/// The status of the refusal; 0 when the header passes, -1 when more is to come.
int status_of(std::string_view bytes, const limits& bounds = {}, std::span<const std::string> hosts = {})
{
    const auto end = find_header_end(bytes, 0, bounds);
    if (!end) return end.error().status;
    if (end->size == 0) return -1;
    const auto found = inspect(bytes.substr(0, end->size), bounds, hosts);
    return found ? 0 : found.error().status;
}

bool is_about_chunks(const test::framing_row& row)
{
    return std::string_view{row.bytes}.find("Transfer-Encoding: chunked\r\n\r\n") != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(framing_gate)

BOOST_AUTO_TEST_CASE(what_is_ambiguous_is_refused)
{
    for (const test::framing_row& row : test::framing_rows()) {
        if (is_about_chunks(row)) continue;
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(status_of(row.bytes) == row.status);
    }
}

BOOST_AUTO_TEST_CASE(what_is_plain_passes)
{
    for (const test::passing_row& row : test::passing_rows())
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(status_of(row.bytes) == 0);
}

BOOST_AUTO_TEST_CASE(the_verdict_is_the_same_when_bytes_come_one_by_one)
{
    const limits bounds;
    for (const test::framing_row& row : test::framing_rows()) {
        const std::string_view bytes = row.bytes;
        const int whole = status_of(bytes);
        int stepwise = -1;
        for (std::size_t size = 1; size <= bytes.size() && stepwise == -1; ++size) {
            const auto end = find_header_end(bytes.substr(0, size), size - 1, bounds);
            if (!end) {
                stepwise = end.error().status;
            } else if (end->size != 0) {
                const auto found = inspect(bytes.substr(0, end->size), bounds);
                stepwise = found ? 0 : int{found.error().status};
            }
        }
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(stepwise == whole);
    }
}

BOOST_AUTO_TEST_CASE(framing_is_what_the_header_says)
{
    constexpr std::string_view with_length =
        "POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 17\r\nExpect: 100-Continue\r\n\r\n";
    const auto measured = inspect(with_length, {});
    BOOST_TEST(measured->length == 17u);
    BOOST_TEST(!measured->chunked);
    BOOST_TEST(measured->waits);
    BOOST_TEST(measured->header == with_length.size());
    const auto chunked = inspect("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", {});
    BOOST_TEST(chunked->chunked);
    BOOST_TEST(chunked->length == 0u);
    BOOST_TEST(!chunked->waits);
}

BOOST_AUTO_TEST_CASE(a_header_that_is_not_whole_waits)
{
    BOOST_TEST(status_of("") == -1);
    BOOST_TEST(status_of("GET / HTTP/1.1\r\nHost: a\r\n") == -1);
    BOOST_TEST(status_of("GET / HTTP/1.1\r\nHost: a\r\n\r") == -1);
}

BOOST_AUTO_TEST_CASE(bounds_are_refused_at_and_not_before)
{
    const limits bounds;
    const std::string host = " HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string target(bounds.target - 1, 'a');
    BOOST_TEST(status_of("GET /" + target + host) == 0);
    BOOST_TEST(status_of("GET /" + target + "a" + host) == 414);
    BOOST_TEST(status_of("GET /" + std::string(bounds.header, 'a')) == 414);
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    BOOST_TEST(status_of(start + std::string(bounds.header - start.size() - 4, 'a') + "\r\n\r\n") == 0);
    BOOST_TEST(status_of(start + std::string(bounds.header - start.size() - 3, 'a') + "\r\n\r\n") == 431);
}

BOOST_AUTO_TEST_CASE(a_host_that_is_not_on_the_list_is_misdirected)
{
    const std::vector<std::string> hosts{"localhost", "[::1]"};
    const auto status = [&](const std::string& host) {
        return status_of("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", {}, hosts);
    };
    BOOST_TEST(status("localhost") == 0);
    BOOST_TEST(status("LocalHost:8080") == 0);
    BOOST_TEST(status("[::1]:80") == 0);
    BOOST_TEST(status("localhost.evil.example") == 421);
    BOOST_TEST(status("127.0.0.1") == 421);
}

BOOST_AUTO_TEST_SUITE_END()

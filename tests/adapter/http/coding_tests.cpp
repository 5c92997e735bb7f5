#include "adapter/http/coding.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace marrow;
using adapter::http::coding;
using adapter::http::coding_for;
using adapter::http::compress;
using adapter::http::inflation;
using fhir::fault_kind;

namespace {

constexpr inflation::bounds usual{1 << 20, 100};
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

bool any_size(std::size_t)
{
    return true;
}

/// What comes out; a fault says its kind by a number in brackets.
std::string inflated(std::string_view body, coding in, inflation::bounds most = usual)
{
    inflation one{body, in, most, any_size};
    const auto whole = one.run(all);
    if (!whole) return "[" + std::to_string(static_cast<int>(whole.error().kind)) + "]";
    BOOST_TEST(*whole);
    return std::string{one.result()};
}

std::string kind(fault_kind of)
{
    return "[" + std::to_string(static_cast<int>(of)) + "]";
}

/// Text that does not compress well.
std::string noise(std::size_t size)
{
    std::string out(size, '\0');
    std::uint32_t state = 1;
    for (char& c : out) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>('0' + (state >> 24) % 64);
    }
    return out;
}

/// As deflate without the header and the check sum of zlib.
std::string raw(const std::string& zlib)
{
    return zlib.substr(2, zlib.size() - 6);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_coding)

BOOST_AUTO_TEST_CASE(what_goes_into_a_coding_comes_out_of_it)
{
    constexpr std::size_t sizes[] = {0, 1, 17'000, 65'535, 65'536, 65'537, 1 << 20};
    for (const coding each : {coding::gzip, coding::deflate})
        for (const std::size_t size : sizes) {
            const std::string text = noise(size);
            BOOST_TEST((inflated(compress(text, each), each) == text), size);
        }
    BOOST_TEST(compress(std::string(17'000, 'x'), coding::gzip).size() < 200u);
    BOOST_TEST((inflated(raw(compress("without a header", coding::deflate)), coding::deflate) == "without a header"));
    const std::string two = compress("one", coding::gzip) + compress("two", coding::gzip);
    BOOST_TEST(inflated(two, coding::gzip) == "onetwo");
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_whole_is_refused)
{
    const std::string gzip = compress(noise(5'000), coding::gzip);
    const std::string deflate = compress(noise(5'000), coding::deflate);
    for (std::size_t size = 0; size < gzip.size(); ++size)
        BOOST_TEST(inflated({gzip.data(), size}, coding::gzip) == kind(fault_kind::malformed), size);
    for (std::size_t size = 0; size < deflate.size(); ++size)
        BOOST_TEST(inflated({deflate.data(), size}, coding::deflate) == kind(fault_kind::malformed), size);
    std::string altered = gzip;
    altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] + 1);
    struct {
        const char* name;
        std::string body;
        coding in;
    } const rows[] = {
        {"something behind it", gzip + "x", coding::gzip},
        {"zeros behind it", gzip + std::string(512, '\0'), coding::gzip},
        {"half a member behind it", gzip + gzip.substr(0, 10), coding::gzip},
        {"something behind deflate", deflate + "x", coding::deflate},
        {"altered", altered, coding::gzip},
        {"not compressed", "{\"resourceType\":\"Bundle\"}", coding::gzip},
        {"not compressed", "{\"resourceType\":\"Bundle\"}", coding::deflate},
        {"the other", deflate, coding::gzip},
        {"the other", gzip, coding::deflate},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(inflated(row.body, row.in) == kind(fault_kind::malformed));
    BOOST_TEST(inflated(compress(gzip, coding::gzip), coding::gzip) == gzip, "nested: once is enough");
}

BOOST_AUTO_TEST_CASE(what_comes_out_has_a_bound_and_so_has_how_much_more_it_is)
{
    const std::string fits = compress(noise(usual.size), coding::gzip);
    BOOST_TEST(inflated(fits, coding::gzip).size() == usual.size);
    BOOST_TEST(inflated(compress(noise(usual.size + 1), coding::gzip), coding::gzip) == kind(fault_kind::too_large));
    const std::string bomb = compress(std::string(500'000, 'x'), coding::gzip);
    BOOST_TEST(inflated(bomb, coding::gzip) == kind(fault_kind::too_large));
    BOOST_TEST(inflated(bomb, coding::gzip, {usual.size, 10'000}).size() == 500'000u);
    BOOST_TEST(inflated(compress(std::string(60'000, 'x'), coding::gzip), coding::gzip).size() == 60'000u);
}

BOOST_AUTO_TEST_CASE(memory_is_asked_for_before_it_is_taken)
{
    const std::string body = compress(noise(1 << 20), coding::gzip);
    std::size_t most = 0;
    inflation one{body, coding::gzip, usual, [&](std::size_t size) { return (most = size) < 300'000; }};
    const auto ended = one.run(all);
    BOOST_REQUIRE(!ended.has_value());
    BOOST_TEST((ended.error().kind == fault_kind::busy));
    BOOST_TEST(one.result().size() < 300'000u);
    BOOST_TEST(most < 1'100'000u);
}

BOOST_AUTO_TEST_CASE(it_goes_on_where_it_stopped)
{
    const std::string text = noise(1 << 20);
    const std::string body = compress(text, coding::deflate);
    inflation one{body, coding::deflate, usual, any_size};
    BOOST_TEST(!one.run(100'000).value());
    BOOST_TEST(one.result().size() >= 100'000u);
    BOOST_TEST(one.result().size() < text.size());
    BOOST_TEST(one.run(all).value());
    BOOST_TEST((one.result() == text));
}

BOOST_AUTO_TEST_CASE(a_body_is_in_one_coding)
{
    struct {
        const char* field;
        const char* name;
    } const rows[] = {
        {"", "identity"},
        {"identity", "identity"},
        {"gzip", "gzip"},
        {"GZIP", "gzip"},
        {"x-gzip", "gzip"},
        {"deflate", "deflate"},
        {"br", "-"},
        {"zstd", "-"},
        {"gzip,gzip", "-"},
        {"gzip, identity", "-"},
        {"*", "-"},
    };
    for (const auto& row : rows) {
        const auto read = adapter::http::coding_of_body(row.field);
        BOOST_TEST_CONTEXT(row.field) BOOST_TEST((read ? name_of(*read) : "-") == row.name);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_is_in_the_coding_that_is_wanted_most)
{
    struct {
        const char* field;
        const char* name;
    } const rows[] = {
        {"", "identity"},
        {"gzip", "gzip"},
        {"gzip, deflate, br, zstd", "gzip"},
        {"deflate, gzip", "gzip"},
        {"deflate;q=1.0, gzip;q=0.5", "deflate"},
        {"Gzip ; q=0.001", "gzip"},
        {"gzip;q=0", "identity"},
        {"gzip;q=0.000, deflate", "deflate"},
        {"gzip;q=0.5, identity", "identity"},
        {"identity;q=0.5, gzip;q=0.5", "gzip"},
        {"*", "gzip"},
        {"*;q=0", "identity"},
        {"gzip;q=0, *", "deflate"},
        {"identity;q=0", "identity"},
        {"br", "identity"},
        {",;=,", "identity"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.field) BOOST_TEST(name_of(coding_for(row.field)) == row.name);
}

BOOST_AUTO_TEST_SUITE_END()

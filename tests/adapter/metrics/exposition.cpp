#include "adapter/metrics/exposition.hpp"

#include "tests/adapter/metrics/openmetrics.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace marrow::adapter::metrics;
using marrow::test::read_openmetrics;

namespace {

constexpr std::array<std::uint64_t, 2> bounds{250, 1000};

std::string written(format as)
{
    std::string out;
    exposition to{as, out};
    to.begin({"a_bytes", kind::counter, "Help.", "bytes"}).sample({{"x", "q\"b\\n\n"}, {"y", ""}}, std::uint64_t{7});
    to.begin({"b", kind::gauge, "Help."}).sample({}, 0.5);
    to.begin({"c", kind::info, "Help."}).sample({{"version", "1"}}, std::uint64_t{1});
    histogram times{bounds, 2};
    for (const std::uint64_t value : {250u, 251u, 4000u})
        times.observe(value, 1);
    to.begin({"d_seconds", kind::histogram, "Help.", "seconds"}).sample({{"r", "1"}}, times, 1, 1000);
    to.end();
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics_exposition)

BOOST_AUTO_TEST_CASE(it_is_written_as_openmetrics_asks)
{
    BOOST_TEST(
        written(format::openmetrics) == "# HELP a_bytes Help.\n"
                                        "# TYPE a_bytes counter\n"
                                        "# UNIT a_bytes bytes\n"
                                        "a_bytes_total{x=\"q\\\"b\\\\n\\n\",y=\"\"} 7\n"
                                        "# HELP b Help.\n"
                                        "# TYPE b gauge\n"
                                        "b 0.5\n"
                                        "# HELP c Help.\n"
                                        "# TYPE c info\n"
                                        "c_info{version=\"1\"} 1\n"
                                        "# HELP d_seconds Help.\n"
                                        "# TYPE d_seconds histogram\n"
                                        "# UNIT d_seconds seconds\n"
                                        "d_seconds_bucket{r=\"1\",le=\"0.25\"} 1\n"
                                        "d_seconds_bucket{r=\"1\",le=\"1.0\"} 2\n"
                                        "d_seconds_bucket{r=\"1\",le=\"+Inf\"} 3\n"
                                        "d_seconds_count{r=\"1\"} 3\n"
                                        "d_seconds_sum{r=\"1\"} 4.501\n"
                                        "# EOF\n"
    );
    BOOST_TEST(read_openmetrics(written(format::openmetrics)).size() == 8u);
}

BOOST_AUTO_TEST_CASE(it_is_written_as_the_older_text_format_asks)
{
    const std::string text = written(format::prometheus);
    BOOST_TEST(text.starts_with("# HELP a_bytes_total Help.\n# TYPE a_bytes_total counter\na_bytes_total{"));
    BOOST_TEST(text.find("# TYPE c_info gauge\n") != std::string::npos);
    BOOST_TEST(text.find("# UNIT") == std::string::npos);
    BOOST_TEST(text.find("# EOF") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_many_threads_count_is_all_there)
{
    cells counts{9};
    std::vector<std::thread> threads;
    for (int i = 0; i < 40; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 1000; ++n)
                counts.add(8, 2);
        });
    }
    for (std::thread& one : threads)
        one.join();
    BOOST_TEST(counts.sum(8) == 80'000u);
    BOOST_TEST(counts.sum(7) == 0u);
}

BOOST_AUTO_TEST_CASE(the_reader_of_these_tests_sees_what_is_against_the_specification)
{
    const std::string start = "# HELP a H.\n# TYPE a counter\n";
    const std::string buckets = "# HELP h H.\n# TYPE h histogram\n";
    const struct {
        const char* name;
        std::string text;
    } rows[] = {
        {"no end", start + "a_total 1\n"},
        {"more after the end", start + "a_total 1\n# EOF\n\n"},
        {"an empty line", start + "\na_total 1\n# EOF\n"},
        {"no type", "# HELP a H.\na_total 1\n# EOF\n"},
        {"no suffix", start + "a 1\n# EOF\n"},
        {"a suffix in the name", "# HELP a_total H.\n# TYPE a_total counter\na_total_total 1\n# EOF\n"},
        {"a unit that the name lacks", start + "# UNIT a seconds\na_total 1\n# EOF\n"},
        {"a negative counter", start + "a_total -1\n# EOF\n"},
        {"a series twice", start + "a_total 1\na_total 1\n# EOF\n"},
        {"interleaved", start + "a_total 1\n# HELP b H.\n# TYPE b gauge\nb 1\na_total{x=\"1\"} 1\n# EOF\n"},
        {"a family again", start + "# HELP b H.\n# TYPE b gauge\n# HELP a H.\n# EOF\n"},
        {"a label twice", start + "a_total{x=\"1\",x=\"2\"} 1\n# EOF\n"},
        {"a quote within", start + "a_total{x=\"\"\"} 1\n# EOF\n"},
        {"an unknown escape", start + "a_total{x=\"\\t\"} 1\n# EOF\n"},
        {"no number", start + "a_total x\n# EOF\n"},
        {"two spaces", start + "a_total  1\n# EOF\n"},
        {"a bound that is no float", buckets + "h_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\n# EOF\n"},
        {"no bucket of all", buckets + "h_bucket{le=\"1.0\"} 1\n# EOF\n"},
        {"bounds that descend",
         buckets + "h_bucket{le=\"2.0\"} 1\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\n# EOF\n"},
        {"buckets that fall", buckets + "h_bucket{le=\"1.0\"} 2\nh_bucket{le=\"+Inf\"} 1\n# EOF\n"},
        {"another count", buckets + "h_bucket{le=\"+Inf\"} 1\nh_count 2\n# EOF\n"},
    };
    for (const auto& row : rows)
        BOOST_CHECK_THROW(read_openmetrics(row.text), std::runtime_error);
    BOOST_TEST(read_openmetrics(start + "a_total 1\n# EOF\n").at("a_total") == 1);
}

BOOST_AUTO_TEST_SUITE_END()

#include "adapter/commands/in_order.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace marrow::adapter {

namespace {

/// Counts to `count`; each worker dawdles over some of the numbers.
work counting(std::uint64_t count, std::vector<std::uint64_t>& out)
{
    const auto next = std::make_shared<std::uint64_t>(0);
    return {
        [next, count]() -> std::optional<sent> {
            if (*next == count) return std::nullopt;
            sent one;
            one.number = (*next)++;
            return one;
        },
        [] {
            return [](const sent& one) {
                if (one.number % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
                report made;
                made.line = static_cast<std::uint32_t>(one.number);
                return made;
            };
        },
        [&out](const report& one) {
            out.push_back(one.line);
            return true;
        }};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(in_order_of_input)

BOOST_AUTO_TEST_CASE(results_come_in_order_whatever_the_number_of_threads)
{
    for (const unsigned jobs : {1u, 2u, 8u}) {
        std::vector<std::uint64_t> out;
        in_order(jobs, counting(500, out));
        BOOST_TEST(out.size() == 500);
        BOOST_TEST(std::is_sorted(out.begin(), out.end()));
    }
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_worker_reaches_the_caller)
{
    for (const unsigned jobs : {1u, 4u}) {
        std::vector<std::uint64_t> out;
        work failing = counting(1'000'000, out);
        failing.make_worker = [] {
            return [](const sent& one) -> report {
                if (one.number == 50) throw std::runtime_error("broken");
                return {};
            };
        };
        BOOST_CHECK_THROW(in_order(jobs, failing), std::runtime_error);
        BOOST_TEST(out.size() < 1000);
    }
}

BOOST_AUTO_TEST_CASE(the_end_is_where_emit_says_so)
{
    for (const unsigned jobs : {1u, 4u}) {
        std::vector<std::uint64_t> out;
        work ending = counting(1'000'000, out);
        ending.emit = [&out](const report& one) {
            out.push_back(one.line);
            return out.size() < 10;
        };
        in_order(jobs, ending);
        BOOST_TEST(out.size() == 10);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter

#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

namespace marrow::bench {

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double seconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

namespace {

double processor_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

std::vector<double> interleaved(int rounds, const std::vector<std::function<void()>>& tasks)
{
    std::vector<std::vector<double>> spent(tasks.size());
    for (int round = -1; round < rounds; ++round) {
        for (std::size_t task = 0; task < tasks.size(); ++task) {
            const double start = processor_seconds();
            tasks[task]();
            const double took = processor_seconds() - start;
            if (round >= 0) {
                spent[task].push_back(took);
            }
        }
    }
    std::vector<double> medians;
    for (const auto& of_task : spent) {
        medians.push_back(median(of_task));
    }
    return medians;
}

namespace {

bool told(std::string_view what, double figure, const char* bound, double target, bool reached)
{
    std::printf(
        "%-64s %8.2f   target %s %5.2f   %s\n",
        std::string{what}.c_str(),
        figure,
        bound,
        target,
        reached ? "reached" : "MISSED"
    );
    std::fflush(stdout);
    return reached;
}

}  // namespace

bool at_most(std::string_view what, double figure, double target)
{
    return told(what, figure, "<=", target, figure <= target);
}

bool at_least(std::string_view what, double figure, double target)
{
    return told(what, figure, ">=", target, figure >= target);
}

}  // namespace marrow::bench

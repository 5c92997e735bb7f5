#pragma once

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

namespace marrow::test {

/// MARROW_OUTAGES says how many of each kind; the size for a release is 50.
inline int count_of_outages()
{
    const char* const asked = std::getenv("MARROW_OUTAGES");
    return asked ? std::atoi(asked) : 5;
}

/// A minute at most.
template <class Condition>
std::chrono::steady_clock::duration time_until(Condition condition)
{
    using clock = std::chrono::steady_clock;
    const auto began = clock::now();
    while (!condition() && clock::now() - began < std::chrono::minutes{1})
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return clock::now() - began;
}

inline void pause_at_random(std::mt19937& by)
{
    std::this_thread::sleep_for(std::chrono::milliseconds{std::uniform_int_distribution<int>{10, 300}(by)});
}

}  // namespace marrow::test

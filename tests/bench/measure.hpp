#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace marrow::bench {

double median(std::vector<double> values);

/// By the clock on the wall.
double seconds(const std::function<void()>& work);

/// Median processor seconds of each task over so many rounds; in a round each task runs once, so that what else the
/// machine does falls on all of them. One round before the first is not counted.
std::vector<double> interleaved(int rounds, const std::vector<std::function<void()>>& tasks);

/// Prints a figure beside its target and says whether it is reached: at most the target, or at least.
bool at_most(std::string_view what, double figure, double target);
bool at_least(std::string_view what, double figure, double target);

}  // namespace marrow::bench

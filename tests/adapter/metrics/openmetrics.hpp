#pragma once

#include <map>
#include <string>
#include <string_view>

namespace marrow::test {

/// Series, by name and labels as they are written, and their values.
using series = std::map<std::string, double>;

/// Reads a text of OpenMetrics 1.0 and throws std::runtime_error where it is against the specification: the order and
/// form of lines, metadata before samples and once, families not interleaved, suffixes and units, names and labels,
/// no series twice, counters that are finite and not negative, histograms whose buckets ascend and add up, one end.
series read_openmetrics(std::string_view text);

}  // namespace marrow::test

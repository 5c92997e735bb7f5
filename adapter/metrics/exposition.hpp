#pragma once

#include "adapter/metrics/histogram.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::metrics {

/// How metrics are written: OpenMetrics 1.0, or the text format 0.0.4 of Prometheus from which it comes.
enum class format : std::uint8_t { openmetrics, prometheus };

std::string_view media_type_of(format which);

enum class kind : std::uint8_t { counter, gauge, histogram, info };

struct family {
    std::string_view name;  ///< ends in the unit, not in _total or _info
    kind of{};
    std::string_view help;
    std::string_view unit{};
};

struct label {
    std::string_view name;
    std::string_view value;
};

/// Appends metrics to a text, family by family.
class exposition {
public:
    using labels = std::initializer_list<label>;

    exposition(format as, std::string& out) : as_{as}, out_{out} {}

    /// Samples that follow are of this family.
    exposition& begin(const family& one);

    exposition& sample(labels of, std::uint64_t value);
    exposition& sample(labels of, double value);

    /// A whole histogram. Its numbers, divided by `unit`, are in the unit of the family.
    exposition& sample(labels of, const histogram& values, std::size_t thing = 0, double unit = 1);

    void end();

private:
    void begin_line(std::string_view suffix, labels of, label last = {});
    void line(std::string_view suffix, labels of, std::uint64_t value, label last = {});
    void line(std::string_view suffix, labels of, double value);

    format as_;
    std::string& out_;
    family at_;
};

}  // namespace marrow::adapter::metrics

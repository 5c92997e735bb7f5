#include "adapter/metrics/exposition.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace marrow::adapter::metrics {

namespace {

/// In the order of `kind`.
constexpr std::array<std::string_view, 4> type_names{"counter", "gauge", "histogram", "info"};
constexpr std::array<std::string_view, 4> suffixes{"_total", "", "", "_info"};

std::size_t index_of(kind of)
{
    return static_cast<std::size_t>(of);
}

template <class Number>
void append_number(std::string& out, Number value)
{
    std::array<char, 32> digits{};
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

/// A bound in the canonical form of OpenMetrics: always with a point.
std::string bound_text(double bound)
{
    std::string text;
    append_number(text, bound);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

void append_escaped(std::string& out, std::string_view text)
{
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        c == '\n' ? out += "\\n" : out += c;
    }
}

}  // namespace

std::string_view media_type_of(format which)
{
    return which == format::openmetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                        : "text/plain; version=0.0.4; charset=utf-8";
}

exposition& exposition::begin(const family& one)
{
    at_ = one;
    const bool is_open = as_ == format::openmetrics;
    std::string name{one.name};
    if (!is_open) name += suffixes[index_of(one.of)];
    const std::string_view type = !is_open && one.of == kind::info ? "gauge" : type_names[index_of(one.of)];
    out_.append("# HELP ").append(name).append(" ").append(one.help);
    out_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
    if (is_open && !one.unit.empty()) out_.append("# UNIT ").append(name).append(" ").append(one.unit).append("\n");
    return *this;
}

exposition& exposition::sample(labels of, std::uint64_t value)
{
    line(suffixes[index_of(at_.of)], of, value);
    return *this;
}

exposition& exposition::sample(labels of, double value)
{
    line(suffixes[index_of(at_.of)], of, value);
    return *this;
}

exposition& exposition::sample(labels of, const histogram& values, std::size_t thing, double unit)
{
    const histogram::reading read = values.read(thing);
    for (std::size_t i = 0; i < values.bounds().size(); ++i) {
        const std::string bound = bound_text(static_cast<double>(values.bounds()[i]) / unit);
        line("_bucket", of, read.within[i], {"le", bound});
    }
    line("_bucket", of, read.within.back(), {"le", "+Inf"});
    line("_count", of, read.within.back());
    line("_sum", of, static_cast<double>(read.sum) / unit);
    return *this;
}

void exposition::end()
{
    if (as_ == format::openmetrics) out_ += "# EOF\n";
}

void exposition::begin_line(std::string_view suffix, labels of, label last)
{
    out_.append(at_.name).append(suffix);
    char before = '{';
    const auto write = [&](const label& one) {
        out_ += std::exchange(before, ',');
        out_.append(one.name).append("=\"");
        append_escaped(out_, one.value);
        out_ += '"';
    };
    for (const label& one : of)
        write(one);
    if (!last.name.empty()) write(last);
    out_ += before == ',' ? "} " : " ";
}

void exposition::line(std::string_view suffix, labels of, std::uint64_t value, label last)
{
    begin_line(suffix, of, last);
    append_number(out_, value);
    out_ += '\n';
}

void exposition::line(std::string_view suffix, labels of, double value)
{
    begin_line(suffix, of);
    append_number(out_, value);
    out_ += '\n';
}

}  // namespace marrow::adapter::metrics

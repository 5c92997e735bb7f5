#include "tests/adapter/metrics/openmetrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <regex>
#include <set>
#include <stdexcept>
#include <vector>

namespace marrow::test {

namespace {

[[noreturn]] void wrong(const std::string& what, const std::string& line)
{
    throw std::runtime_error{what + ": " + line};
}

struct open_family {
    std::string name;
    std::string type{"unknown"};
    std::set<std::string> said;  ///< kinds of metadata
    bool has_samples{};
};

/// The buckets of one histogram, in order.
struct open_histogram {
    std::string labels;
    double bound{-std::numeric_limits<double>::infinity()};
    double count{-1};
    bool has_all{};
};

class reader {
public:
    series read(std::string_view text)
    {
        constexpr std::string_view last = "# EOF\n";
        if (!text.ends_with(last))
            wrong("no end", std::string{text.substr(text.size() - std::min<std::size_t>(text.size(), 20))});
        text.remove_suffix(last.size());
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            const std::string line{text.substr(0, end)};
            text.remove_prefix(end + 1);
            line.starts_with('#') ? metadata(line) : sample(line);
        }
        end_family();
        return std::move(all_);
    }

private:
    void metadata(const std::string& line)
    {
        static const std::regex form{R"(# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (\S.*))"};
        std::smatch parts;
        if (!std::regex_match(line, parts, form)) wrong("no metadata", line);
        if (parts[2] != at_.name) begin_family(parts[2], line);
        if (at_.has_samples) wrong("metadata after samples", line);
        if (!at_.said.insert(parts[1]).second) wrong("metadata twice", line);
        if (parts[1] == "TYPE") {
            at_.type = parts[3];
            static const std::set<std::string> known{"counter", "gauge", "histogram", "info"};
            if (!known.contains(at_.type)) wrong("no type", line);
            for (const char* ending : {"_total", "_info", "_bucket", "_count", "_sum", "_created"})
                if (at_.name.ends_with(ending)) wrong("a name with a suffix of samples", line);
        }
        if (parts[1] == "UNIT" && !at_.name.ends_with("_" + parts[3].str())) wrong("a name without its unit", line);
    }

    void begin_family(const std::string& name, const std::string& line)
    {
        end_family();
        if (!families_.insert(name).second) wrong("a family in two places", line);
        at_ = {name, "unknown", {}, false};
    }

    void end_family()
    {
        end_histogram();
        if (!at_.name.empty() && at_.said.count("TYPE") + at_.said.count("HELP") != 2)
            wrong("no type or help", at_.name);
    }

    void end_histogram()
    {
        if (at_histogram_.count >= 0 && !at_histogram_.has_all)
            wrong("no bucket of all", at_.name + at_histogram_.labels);
        at_histogram_ = {};
    }

    void sample(const std::string& line)
    {
        static const std::regex form{
            R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\n"])*")(,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\n"])*")*\})? (\S+))re"};
        std::smatch parts;
        if (!std::regex_match(line, parts, form)) wrong("no sample", line);
        const std::string name = parts[1];
        const std::string labels = parts[2];
        const double value = number(parts[5], line);
        if (!name.starts_with(at_.name)) wrong("a sample of no family", line);
        at_.has_samples = true;
        if (!all_.emplace(name + labels, value).second) wrong("a series twice", line);
        labels_once(labels, line);
        of_type(name.substr(at_.name.size()), labels, value, line);
    }

    static double number(const std::string& text, const std::string& line)
    {
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        if (end != text.c_str() + text.size() || std::isnan(value)) wrong("no number", line);
        return value;
    }

    static void labels_once(const std::string& labels, const std::string& line)
    {
        static const std::regex form{R"re(([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*")re"};
        std::set<std::string> names;
        for (std::sregex_iterator at{labels.begin(), labels.end(), form}; at != std::sregex_iterator{}; ++at)
            if (!names.insert((*at)[1]).second) wrong("a label twice", line);
    }

    void of_type(const std::string& suffix, const std::string& labels, double value, const std::string& line)
    {
        if (at_.type == "histogram") return of_histogram(suffix, labels, value, line);
        const char* const wanted = at_.type == "counter" ? "_total" : at_.type == "info" ? "_info" : "";
        if (suffix != wanted) wrong("a suffix that is not of its type", line);
        if (at_.type == "counter" && !(value >= 0 && std::isfinite(value)))
            wrong("a counter that counts nothing", line);
        if (at_.type == "info" && value != 1) wrong("an info that is not 1", line);
    }

    void of_histogram(const std::string& suffix, const std::string& labels, double value, const std::string& line)
    {
        static const std::regex form{R"re((\{|.*,)le="([^"]*)"\})re"};
        std::smatch parts;
        if (suffix == "_bucket") {
            if (!std::regex_match(labels, parts, form)) wrong("a bucket without its bound", line);
            return bucket(parts[1], parts[2], value, line);
        }
        if (suffix != "_count" && suffix != "_sum") wrong("a suffix that is not of its type", line);
        const std::string own = at_histogram_.labels;
        const std::string stem = labels.empty() ? "{" : labels.substr(0, labels.size() - 1) + ",";
        if (!at_histogram_.has_all || own != stem) wrong("a part of another histogram", line);
        if (suffix == "_count" && value != at_histogram_.count) wrong("a count that is not that of all", line);
    }

    void bucket(const std::string& labels, const std::string& bound, double value, const std::string& line)
    {
        if (labels != at_histogram_.labels) {
            end_histogram();
            at_histogram_.labels = labels;
        }
        if (bound != "+Inf" && bound.find_first_of(".e") == std::string::npos) wrong("a bound that is no float", line);
        const double limit = bound == "+Inf" ? std::numeric_limits<double>::infinity() : number(bound, line);
        if (limit <= at_histogram_.bound) wrong("bounds that do not ascend", line);
        if (value < at_histogram_.count) wrong("buckets that do not add up", line);
        at_histogram_.bound = limit;
        at_histogram_.count = value;
        at_histogram_.has_all = bound == "+Inf";
    }

    series all_;
    std::set<std::string> families_;
    open_family at_;
    open_histogram at_histogram_;
};

}  // namespace

series read_openmetrics(std::string_view text)
{
    return reader{}.read(text);
}

}  // namespace marrow::test

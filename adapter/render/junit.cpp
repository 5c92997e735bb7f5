#include "adapter/render/renderer.hpp"

#include <ostream>

namespace marrow::adapter {

namespace {

/// For an attribute or content of XML 1.0: what that may not hold is replaced.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\n':
            out += "&#10;";
            break;
        case '\t':
            out += "&#9;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
        }
    }
    return out;
}

/// The form Jenkins and GitLab read: a suite a submission, a case a finding; those at or above --fail-on are failures,
/// the others pass. What could not be read is an error.
class junit_renderer : public renderer {
public:
    junit_renderer(std::ostream& out, const render_options& how) : out_{out}, how_{how} {}

    void add(const report& one) override
    {
        std::string cases;
        std::size_t failed = 0;
        for (const reported_issue& issue : one.issues) {
            const bool fails = !one.unreadable && how_.fail_on && issue.level <= *how_.fail_on;
            if (fails) ++failed;
            cases += test_case(one, issue, fails);
        }
        const std::size_t errors = one.unreadable ? one.issues.size() : 0;
        suites_ += "  <testsuite name=\"" + escaped(one.title()) + "\" tests=\"" + std::to_string(one.issues.size()) +
                   "\" failures=\"" + std::to_string(failed) + "\" errors=\"" + std::to_string(errors) + "\">\n" +
                   cases + "  </testsuite>\n";
        tests_ += one.issues.size();
        failures_ += failed;
        errors_ += errors;
    }

    void finish() override
    {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"marrow\" tests=\"" << tests_
             << "\" failures=\"" << failures_ << "\" errors=\"" << errors_ << "\">\n"
             << suites_ << "</testsuites>\n";
    }

private:
    static std::string test_case(const report& in, const reported_issue& issue, bool fails)
    {
        std::string place = in.name;
        if (issue.line > 0) place += ":" + std::to_string(issue.line) + ":" + std::to_string(issue.column);
        const std::string at = issue.expressions.empty() ? "" : issue.expressions.front();
        std::string body = place;
        if (!at.empty()) body += "\n" + at;
        if (!issue.mend.empty()) body += "\n" + issue.mend;
        const std::string begin = "    <testcase classname=\"" + escaped(in.name) + "\" name=\"" +
                                  escaped(at.empty() ? issue.code : issue.code + " at " + at) + "\" file=\"" +
                                  escaped(in.name) + "\" time=\"0\">\n      ";
        const std::string said = "message=\"" + escaped(issue.text) + "\" type=\"" + escaped(issue.code) + "\">";
        const std::string end = "    </testcase>\n";
        if (in.unreadable) return begin + "<error " + said + escaped(body) + "</error>\n" + end;
        if (fails) return begin + "<failure " + said + escaped(body) + "</failure>\n" + end;
        const std::string level{fhir::name_of(issue.level)};
        return begin + "<system-out>" + escaped(level + ": " + issue.text + "\n" + body) + "</system-out>\n" + end;
    }

    std::ostream& out_;
    render_options how_;
    std::string suites_;
    std::size_t tests_{};
    std::size_t failures_{};
    std::size_t errors_{};
};

}  // namespace

std::unique_ptr<renderer> make_junit(std::ostream& out, const render_options& how)
{
    return std::make_unique<junit_renderer>(out, how);
}

}  // namespace marrow::adapter

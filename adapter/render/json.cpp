#include "adapter/render/lines_json.hpp"
#include "adapter/render/renderer.hpp"
#include "adapter/version.hpp"

#include <array>
#include <ostream>

namespace marrow::adapter {

using fhir::json::writer;

namespace {

void write(writer& out, const reported_issue& issue)
{
    out.begin_object();
    out.member("severity", fhir::name_of(issue.level)).member("code", issue.code).member("type", issue.type);
    if (issue.line > 0)
        out.key("line").number(std::int64_t{issue.line}).key("column").number(std::int64_t{issue.column});
    out.member("text", issue.text);
    if (!issue.mend.empty()) out.member("mend", issue.mend);
    if (!issue.value.empty()) out.member("value", issue.value);
    out.key("expression").begin_array();
    for (const std::string& expression : issue.expressions)
        out.string(expression);
    out.end_array();
    if (!issue.carc.empty()) out.member("carc", issue.carc);
    if (!issue.rarc.empty()) out.member("rarc", issue.rarc);
    out.end_object();
}

/// {"tool", "version", "submissions": [{"file", "line", "read", "worst", "lines", "findings"}], "summary"}
class json_renderer : public renderer {
public:
    explicit json_renderer(std::ostream& out) : out_{out}
    {
        json_.begin_object().member("tool", "marrow").member("version", version());
        json_.key("submissions").begin_array();
    }

    void add(const report& one) override
    {
        ++submissions_;
        json_.begin_object().member("file", one.name);
        if (one.is_line) json_.key("line").number(std::int64_t{one.line});
        json_.key("read").boolean(!one.unreadable).member("worst", fhir::name_of(one.worst));
        json_.key("lines").begin_array();
        for (const line_fields& line : one.lines)
            write_line(json_, line);
        json_.end_array().key("findings").begin_array();
        for (const reported_issue& issue : one.issues) {
            ++counts_[static_cast<std::size_t>(issue.level)];
            write(json_, issue);
        }
        json_.end_array().end_object();
        pass_on();
    }

    void finish() override
    {
        json_.end_array().key("summary").begin_object();
        json_.key("submissions").number(submissions_);
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            json_.key(fhir::name_of(static_cast<fhir::severity>(i))).number(counts_[i]);
        }
        json_.end_object().end_object();
        text_ += "\n";
        pass_on();
    }

private:
    void pass_on()
    {
        out_ << text_;
        text_.clear();
    }

    std::ostream& out_;
    std::string text_;
    writer json_{text_, true};
    std::int64_t submissions_{};
    std::array<std::int64_t, 4> counts_{};
};

}  // namespace

std::unique_ptr<renderer> make_json(std::ostream& out)
{
    return std::make_unique<json_renderer>(out);
}

}  // namespace marrow::adapter

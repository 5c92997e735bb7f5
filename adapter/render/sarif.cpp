#include "adapter/render/renderer.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>
#include <ostream>

namespace marrow::adapter {

using fhir::severity;
using fhir::json::writer;

namespace {

std::string_view level_of(severity of)
{
    switch (of) {
    case severity::fatal:
    case severity::error:
        return "error";
    case severity::warning:
        return "warning";
    case severity::information:
        return "note";
    }
    return "none";
}

/// A path as a relative or absolute URI reference.
std::string uri_of(std::string_view path)
{
    constexpr std::string_view plain = "-._~/!$&'()*+,;=@";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (is_alphanumeric || plain.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

/// "pointer-dangling" as "Pointer dangling".
std::string title_of(std::string title)
{
    std::ranges::replace(title, '-', ' ');
    title.front() = fhir::raised(title.substr(0, 1)).front();
    return title;
}

void message(writer& out, std::string_view name, std::string_view text)
{
    out.key(name).begin_object().member("text", text).end_object();
}

/// SARIF 2.1.0 (OASIS): one run, a rule for each finding of the tables, logical locations in FHIRPath.
class sarif_renderer : public renderer {
public:
    sarif_renderer(std::ostream& out, const mappings::tables& known) : out_{out}, known_{known}
    {
        json_.begin_object();
        json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
        json_.key("runs").begin_array().begin_object();
        json_.key("tool").begin_object().key("driver").begin_object();
        json_.member("name", "marrow").member("version", version());
        json_.key("rules").begin_array();
        for (const mappings::finding_row& row : known_.findings())
            rule(row);
        json_.end_array().end_object().end_object();
        json_.member("columnKind", "unicodeCodePoints").key("results").begin_array();
    }

    void add(const report& one) override
    {
        for (const reported_issue& issue : one.issues) {
            if (one.unreadable)
                unread_.push_back({one.name, issue.text});
            else
                result(one, issue);
        }
        pass_on();
    }

    void finish() override
    {
        json_.end_array();
        json_.key("invocations").begin_array().begin_object();
        json_.key("executionSuccessful").boolean(unread_.empty());
        if (!unread_.empty()) notifications();
        json_.end_object().end_array().end_object().end_array().end_object();
        text_ += "\n";
        pass_on();
    }

private:
    struct unread {
        std::string name;
        std::string text;
    };

    void rule(const mappings::finding_row& row)
    {
        json_.begin_object().member("id", row.code);
        message(json_, "shortDescription", title_of(row.code));
        message(json_, "fullDescription", row.why);
        json_.key("defaultConfiguration").begin_object().member("level", level_of(row.level)).end_object();
        json_.key("properties").begin_object().member("type", row.type);
        if (!row.carc.empty()) json_.member("carc", row.carc);
        if (!row.rarc.empty()) json_.member("rarc", row.rarc);
        json_.end_object().end_object();
    }

    void result(const report& in, const reported_issue& issue)
    {
        const auto rules = known_.findings();
        const auto row = std::ranges::find(rules, issue.code, &mappings::finding_row::code);
        json_.begin_object().member("ruleId", issue.code);
        if (row != rules.end()) json_.key("ruleIndex").number(std::int64_t{row - rules.begin()});
        json_.member("level", level_of(issue.level));
        message(json_, "message", issue.mend.empty() ? issue.text : issue.text + " " + issue.mend);
        json_.key("locations").begin_array().begin_object();
        json_.key("physicalLocation").begin_object();
        artifact(in.name);
        if (issue.line > 0) region(issue);
        json_.end_object();
        if (!issue.expressions.empty()) logical(issue);
        json_.end_object().end_array().end_object();
    }

    void artifact(std::string_view name)
    {
        json_.key("artifactLocation").begin_object().member("uri", uri_of(name)).end_object();
    }

    void region(const reported_issue& issue)
    {
        json_.key("region").begin_object();
        json_.key("startLine").number(std::int64_t{issue.line}).key("startColumn").number(std::int64_t{issue.column});
        json_.end_object();
    }

    void logical(const reported_issue& issue)
    {
        json_.key("logicalLocations").begin_array();
        for (const std::string& expression : issue.expressions) {
            json_.begin_object().member("fullyQualifiedName", expression).member("kind", "element").end_object();
        }
        json_.end_array();
    }

    void notifications()
    {
        json_.key("toolExecutionNotifications").begin_array();
        for (const unread& one : unread_) {
            json_.begin_object().member("level", "error");
            message(json_, "message", one.text);
            json_.key("locations").begin_array().begin_object().key("physicalLocation").begin_object();
            artifact(one.name);
            json_.end_object().end_object().end_array().end_object();
        }
        json_.end_array();
    }

    void pass_on()
    {
        out_ << text_;
        text_.clear();
    }

    std::ostream& out_;
    const mappings::tables& known_;
    std::string text_;
    writer json_{text_, true};
    std::vector<unread> unread_;
};

}  // namespace

std::unique_ptr<renderer> make_sarif(std::ostream& out, const mappings::tables& known)
{
    return std::make_unique<sarif_renderer>(out, known);
}

}  // namespace marrow::adapter

#include "fhir/outcome.hpp"

#include "fhir/path.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace marrow::fhir {

namespace {

/// In the order of fault_kind.
constexpr std::array<std::string_view, 15> issue_types{
    "structure",
    "structure",
    "too-long",
    "not-supported",
    "not-supported",
    "not-found",
    "not-supported",
    "not-found",
    "invalid",
    "transient",
    "timeout",
    "lock-error",
    "conflict",
    "no-store",
    "exception"};

json::writer& begin_extension(json::writer& out, std::string_view local_name)
{
    return out.begin_object().member("url", std::string{"http://hl7.org/fhir/StructureDefinition/"}.append(local_name));
}

void write_number(json::writer& out, std::string_view local_name, std::uint32_t number)
{
    begin_extension(out, local_name).key("valueInteger").number(std::int64_t{number}).end_object();
}

void write_text(json::writer& out, std::string_view local_name, std::string_view text)
{
    begin_extension(out, local_name).member("valueString", text).end_object();
}

void write_extensions(json::writer& out, const std::optional<position>& at, std::string_view message_id)
{
    out.key("extension").begin_array();
    if (at) {
        write_number(out, "operationoutcome-issue-line", at->line);
        write_number(out, "operationoutcome-issue-col", at->column);
    }
    write_text(out, "operationoutcome-issue-source", "Marrow");
    if (!message_id.empty()) write_text(out, "operationoutcome-message-id", message_id);
    out.end_array();
}

void write_details(json::writer& out, std::span<const issue_coding> codings, std::string_view text)
{
    out.key("details").begin_object();
    if (!codings.empty()) {
        out.key("coding").begin_array();
        for (const issue_coding& coding : codings)
            out.begin_object().member("system", coding.system).member("code", coding.code).end_object();
        out.end_array();
    }
    out.member("text", text).end_object();
}

void write_issue(json::writer& out, const issue& one, const std::optional<position>& at, const json::document& of)
{
    out.begin_object();
    write_extensions(out, at, one.codings.empty() ? std::string_view{} : one.codings.front().code);
    out.member("severity", name_of(one.level)).member("code", one.type);
    write_details(out, one.codings, one.text);
    if (!one.diagnostics.empty()) out.member("diagnostics", one.diagnostics);
    if (!one.at.empty()) {
        out.key("expression").begin_array();
        for (const json::value* element : one.at)
            out.string(path_to(of, *element));
        out.end_array();
    }
    out.end_object();
}

/// The place of an offset that lies no earlier than `last`; walks what is between them.
position locate_from(const position& last, std::string_view input, std::uint32_t offset)
{
    const position rest = json::locate(input.substr(last.offset), offset - last.offset);
    const bool is_same_line = rest.line == 1;
    return {offset, last.line + rest.line - 1, is_same_line ? last.column + rest.column - 1 : rest.column};
}

/// Of the first element of each issue, in one pass over the input.
std::vector<std::optional<position>> positions_of(std::span<const issue> issues, const json::document& of)
{
    std::vector<std::size_t> order(issues.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return issues[i].pointed() == nullptr; });
    std::ranges::sort(order, {}, [&](std::size_t i) { return issues[i].pointed()->offset(); });
    std::vector<std::optional<position>> places(issues.size());
    position last;
    for (const std::size_t i : order)
        places[i] = last = locate_from(last, of.input(), issues[i].pointed()->offset());
    return places;
}

void begin_outcome(json::writer& out, std::string_view id)
{
    out.begin_object().member("resourceType", "OperationOutcome");
    if (!id.empty()) out.member("id", id);
    out.key("issue").begin_array();
}

}  // namespace

void write_outcome(json::writer& out, std::span<const issue> issues, const json::document& of, std::string_view id)
{
    const auto places = positions_of(issues, of);
    begin_outcome(out, id);
    for (std::size_t i = 0; i < issues.size(); ++i)
        write_issue(out, issues[i], places[i], of);
    out.end_array().end_object();
}

void write_outcome(json::writer& out, const fault& failed, std::string_view id)
{
    const bool is_fatal = failed.kind == fault_kind::malformed || failed.kind == fault_kind::not_fhir;
    begin_outcome(out, id);
    out.begin_object();
    write_extensions(out, failed.at, {});
    out.member("severity", name_of(is_fatal ? severity::fatal : severity::error));
    out.member("code", issue_type_of(failed.kind));
    write_details(out, {}, failed.text);
    if (!failed.expression.empty()) out.key("expression").begin_array().string(failed.expression).end_array();
    out.end_object().end_array().end_object();
}

void append_issue(std::string& outcome, const issue& one)
{
    const bool pretty = outcome.starts_with("{\n");
    std::string other;
    json::writer writer{other, pretty};
    writer.begin_object().key("issue").begin_array();
    write_issue(writer, one, std::nullopt, {});
    writer.end_array().end_object();
    const std::string_view end = pretty ? "\n  ]\n}" : "]}";
    outcome.resize(outcome.size() - end.size());
    outcome.append(",").append(other, other.find('[') + 1);
}

std::string_view issue_type_of(fault_kind kind)
{
    return issue_types[static_cast<std::size_t>(kind)];
}

}  // namespace marrow::fhir

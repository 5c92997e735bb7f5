#include "adapter/http/target.hpp"
#include "adapter/operations/operation.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

namespace {

constexpr std::string_view url = "http://marrow.example/fhir/CodeSystem/finding";

void write_concept(fhir::json::writer& writer, const mappings::finding_row& row)
{
    writer.begin_object().member("code", row.code);
    if (!row.why.empty()) writer.member("definition", row.why);
    writer.key("property").begin_array();
    writer.begin_object().member("code", "severity").member("valueCode", fhir::name_of(row.level)).end_object();
    const auto property = [&](std::string_view code, std::string_view text) {
        if (!text.empty()) writer.begin_object().member("code", code).member("valueString", text).end_object();
    };
    property("text", row.text);
    property("mend", row.mend);
    property("carc", row.carc);
    property("rarc", row.rarc);
    writer.end_array().end_object();
}

void write_property(fhir::json::writer& writer, std::string_view code, std::string_view type, std::string_view text)
{
    writer.begin_object().member("code", code).member("description", text).member("type", type).end_object();
}

void write_code_system(fhir::json::writer& writer, const mappings::tables& known)
{
    writer.begin_object().member("resourceType", "CodeSystem").member("id", "finding").member("url", url);
    writer.member("version", version()).member("name", "MarrowFinding").member("title", "Findings of Marrow");
    writer.member("status", "active").key("experimental").boolean(false);
    writer.member("description", "What Marrow finds in a submission. The meaning of a code never changes.");
    writer.key("caseSensitive").boolean(true).member("content", "complete");
    writer.key("count").number(static_cast<std::int64_t>(known.findings().size()));
    writer.key("property").begin_array();
    write_property(writer, "severity", "code", "The severity, unless a policy weighs the finding otherwise.");
    write_property(writer, "text", "string", "What is wrong; placeholders stand in braces.");
    write_property(writer, "mend", "string", "What would mend it.");
    write_property(writer, "carc", "string", "Claim adjustment reason code (X12).");
    write_property(writer, "rarc", "string", "Remittance advice remark code (X12).");
    writer.end_array();
    writer.key("concept").begin_array();
    for (const mappings::finding_row& row : known.findings())
        write_concept(writer, row);
    writer.end_array().end_object();
}

}  // namespace

fhir::result<reply> finding_code_system(const question& asked, std::string& out)
{
    fhir::json::writer writer{out, asked.pretty};
    write_code_system(writer, asked.of.known);
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

fhir::result<reply> search_code_systems(const question& asked, std::string& out)
{
    const std::string wanted = http::query_value(asked.query, "url");
    const bool found = wanted.empty() || wanted == url;
    fhir::json::writer writer{out, asked.pretty};
    writer.begin_object()
        .member("resourceType", "Bundle")
        .member("type", "searchset")
        .key("total")
        .number(found ? 1 : 0);
    if (found) {
        writer.key("entry").begin_array().begin_object().member("fullUrl", url).key("resource");
        write_code_system(writer, asked.of.known);
        writer.key("search").begin_object().member("mode", "match").end_object();
        writer.end_object().end_array();
    }
    writer.end_object();
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

}  // namespace marrow::adapter

#include "adapter/http/target.hpp"
#include "adapter/operations/operation.hpp"
#include "adapter/operations/published.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"
#include "fhir/validate/rules.hpp"

#include <array>
#include <vector>

namespace marrow::adapter {

namespace {

using fhir::json::writer;

/// A code as the tables have it; what a table has not is empty.
struct concept_row {
    std::string_view code;
    fhir::severity level{};
    std::string_view definition;
    std::string_view text;
    std::string_view mend;
    std::string_view carc;
    std::string_view rarc;
};

std::vector<concept_row> findings_of(const mappings::tables& known)
{
    std::vector<concept_row> out;
    for (const mappings::finding_row& row : known.findings())
        out.push_back({row.code, row.level, row.why, row.text, row.mend, row.carc, row.rarc});
    return out;
}

std::vector<concept_row> rules_of(const mappings::tables&)
{
    std::vector<concept_row> out;
    for (const fhir::validate::rule_row& row : fhir::validate::all_rules())
        out.push_back({row.code, row.level, {}, row.text, row.mend, {}, {}});
    return out;
}

struct code_system {
    std::string_view id;
    std::string_view url;
    std::string_view name;
    std::string_view title;
    std::string_view description;
    std::vector<concept_row> (*concepts)(const mappings::tables&);
};

constexpr code_system finding{
    "finding",
    "http://marrow.example/fhir/CodeSystem/finding",
    "MarrowFinding",
    "Findings of Marrow",
    "What Marrow finds in the lines of a submission. The meaning of a code never changes.",
    findings_of};

constexpr code_system structure{
    "structure",
    fhir::validate::rules_system,
    "MarrowStructure",
    "Issues of structure of Marrow",
    "What Marrow finds where a submission is against the definitions of FHIR. The meaning of a code never changes.",
    rules_of};

constexpr std::array published{&finding, &structure};

void write_concept(writer& out, const concept_row& row)
{
    out.begin_object().member("code", row.code);
    if (!row.definition.empty()) out.member("definition", row.definition);
    out.key("property").begin_array();
    out.begin_object().member("code", "severity").member("valueCode", fhir::name_of(row.level)).end_object();
    const auto property = [&](std::string_view code, std::string_view text) {
        if (!text.empty()) out.begin_object().member("code", code).member("valueString", text).end_object();
    };
    property("text", row.text);
    property("mend", row.mend);
    property("carc", row.carc);
    property("rarc", row.rarc);
    out.end_array().end_object();
}

void write_property(writer& out, std::string_view code, std::string_view type, std::string_view text)
{
    out.begin_object().member("code", code).member("description", text).member("type", type).end_object();
}

void write_code_system(writer& out, const code_system& which, const mappings::tables& known)
{
    const std::vector<concept_row> concepts = which.concepts(known);
    out.begin_object().member("resourceType", "CodeSystem").member("id", which.id).member("url", which.url);
    out.member("version", version()).member("name", which.name).member("title", which.title);
    out.member("status", "active").key("experimental").boolean(false);
    out.member("description", which.description);
    out.key("caseSensitive").boolean(true).member("content", "complete");
    out.key("count").number(static_cast<std::int64_t>(concepts.size()));
    out.key("property").begin_array();
    write_property(out, "severity", "code", "The severity; a policy may weigh findings otherwise.");
    write_property(out, "text", "string", "What is wrong; placeholders stand in braces.");
    write_property(out, "mend", "string", "What would mend it.");
    write_property(out, "carc", "string", "Claim adjustment reason code (X12).");
    write_property(out, "rarc", "string", "Remittance advice remark code (X12).");
    out.end_array();
    out.key("concept").begin_array();
    for (const concept_row& row : concepts)
        write_concept(out, row);
    out.end_array().end_object();
}

fhir::result<reply> read(const question& asked, const code_system& which, std::string& out)
{
    writer made{out, asked.pretty};
    write_code_system(made, which, asked.of.known);
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

}  // namespace

fhir::result<reply> finding_code_system(const question& asked, std::string& out)
{
    return read(asked, finding, out);
}

fhir::result<reply> structure_code_system(const question& asked, std::string& out)
{
    return read(asked, structure, out);
}

fhir::result<reply> search_code_systems(const question& asked, std::string& out)
{
    writer made{out, asked.pretty};
    const auto url_of = [](const code_system* one) { return one->url; };
    const auto write = [&](const code_system* one) { write_code_system(made, *one, asked.of.known); };
    write_searchset(made, "CodeSystem", http::query_value(asked.query, "url"), published, url_of, write);
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

}  // namespace marrow::adapter

#include "adapter/http/target.hpp"
#include "adapter/operations/faces.hpp"
#include "adapter/operations/operation_rows.hpp"
#include "adapter/operations/published.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>

namespace marrow::adapter {

namespace {

using fhir::json::writer;

void write_parameter(writer& out, const parameter_row& row)
{
    out.begin_object().member("name", row.name).member("use", row.is_out ? "out" : "in");
    out.key("min").number(row.least).member("max", row.most).member("documentation", row.text);
    if (!row.type.empty()) out.member("type", row.type);
    if (!row.parts.empty()) {
        out.key("part").begin_array();
        for (const parameter_row& part : row.parts)
            write_parameter(out, part);
        out.end_array();
    }
    out.end_object();
}

void write_definition(writer& out, const operation_row& row)
{
    out.begin_object().member("resourceType", "OperationDefinition").member("id", row.id);
    out.member("url", std::string{operation_base}.append(row.id)).member("version", version());
    out.member("name", row.name).member("title", row.title).member("status", "active").member("kind", "operation");
    out.key("experimental").boolean(false).member("description", row.text);
    out.key("affectsState").boolean(row.is_kept).member("code", row.code);
    if (!row.base.empty()) out.member("base", row.base);
    if (!row.types.empty()) {
        out.key("resource").begin_array();
        for (const std::string_view type : row.types)
            out.string(type);
        out.end_array();
    }
    out.key("system").boolean(row.at_system).key("type").boolean(row.at_type).key("instance").boolean(row.at_instance);
    out.key("parameter").begin_array();
    for (const parameter_row& each : row.parameters)
        write_parameter(out, each);
    out.end_array().end_object();
}

}  // namespace

fhir::result<reply> read_operation_definition(const question& asked, std::string& out)
{
    const auto found = std::ranges::find(operation_rows(), asked.instance, &operation_row::id);
    if (found == operation_rows().end())
        return fhir::fault{fhir::fault_kind::not_found, "No OperationDefinition of this id is here.", {}, {}};
    writer made{out, asked.pretty};
    write_definition(made, *found);
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

fhir::result<reply> search_operation_definitions(const question& asked, std::string& out)
{
    writer made{out, asked.pretty};
    const auto url_of = [](const operation_row& one) { return std::string{operation_base}.append(one.id); };
    const auto write = [&](const operation_row& one) { write_definition(made, one); };
    write_searchset(
        made, "OperationDefinition", http::query_value(asked.query, "url"), operation_rows(), url_of, write
    );
    return reply{200, asked.release.value_or(fhir::version::r4), 0};
}

}  // namespace marrow::adapter

#include "adapter/render/lines_parameters.hpp"

#include <limits>

namespace marrow::adapter {

using fhir::json::writer;

namespace {

writer& part(writer& out, std::string_view name)
{
    return out.begin_object().member("name", name);
}

void part(writer& out, std::string_view name, std::string_view type, std::string_view text)
{
    if (!text.empty()) part(out, name).member(type, text).end_object();
}

void part(writer& out, std::string_view name, const named_person& who)
{
    if (!who.is_reference) return part(out, name, "valueString", who.text);
    part(out, name).key("valueReference").begin_object().member("reference", who.text).end_object().end_object();
}

void units(writer& out, std::int64_t count)
{
    const bool fits = count <= std::numeric_limits<std::int32_t>::max();
    part(out, "units").key(fits ? "valueInteger" : "valueDecimal").number(count).end_object();
}

void service(writer& out, const fhir::days& span)
{
    part(out, "serviceDate").key("valuePeriod").begin_object();
    out.member("start", fhir::to_string(span.first)).member("end", fhir::to_string(span.last));
    out.end_object().end_object();
}

void write(writer& out, const line_fields& line)
{
    part(out, "line").key("part").begin_array();
    part(out, "code", "valueCode", line.code);
    for (const std::string& modifier : line.modifiers)
        part(out, "modifier", "valueCode", modifier);
    if (line.units) units(out, *line.units);
    if (line.service) service(out, *line.service);
    part(out, "placeOfService", "valueCode", line.place);
    for (const std::string& diagnosis : line.diagnoses)
        part(out, "diagnosis", "valueCode", diagnosis);
    part(out, "practitioner", line.practitioner);
    part(out, "patient", line.patient);
    part(out, "at", "valueString", line.at);
    if (!line.from.empty()) {
        part(out, "from").key("part").begin_array();
        for (const auto& [field, path] : line.from)
            part(out, field, "valueString", path);
        out.end_array().end_object();
    }
    out.end_array().end_object();
}

}  // namespace

void write_parameters(writer& out, std::span<const mappings::line> lines, const fhir::submission& of)
{
    std::vector<line_fields> fields;
    fields.reserve(lines.size());
    for (const mappings::line& one : lines)
        fields.push_back(fields_of(one, of));
    write_parameters(out, fields);
}

void write_parameters(writer& out, std::span<const line_fields> lines)
{
    out.begin_object().member("resourceType", "Parameters");
    if (!lines.empty()) {
        out.key("parameter").begin_array();
        for (const line_fields& line : lines)
            write(out, line);
        out.end_array();
    }
    out.end_object();
}

}  // namespace marrow::adapter

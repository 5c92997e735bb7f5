#include "adapter/render/lines_json.hpp"

namespace marrow::adapter {

using fhir::json::writer;

namespace {

void optional_member(writer& out, std::string_view name, std::string_view text)
{
    out.key(name);
    if (text.empty())
        out.null();
    else
        out.string(text);
}

void codes(writer& out, std::string_view name, const std::vector<std::string>& all)
{
    out.key(name).begin_array();
    for (const std::string& one : all)
        out.string(one);
    out.end_array();
}

void service(writer& out, const std::optional<fhir::days>& span)
{
    out.key("serviceDate");
    if (!span) {
        out.null();
        return;
    }
    out.begin_object();
    out.member("start", fhir::to_string(span->first)).member("end", fhir::to_string(span->last));
    out.end_object();
}

}  // namespace

void write_line(writer& out, const line_fields& line)
{
    out.begin_object().member("code", line.code);
    codes(out, "modifiers", line.modifiers);
    out.key("units");
    if (line.units)
        out.number(*line.units);
    else
        out.null();
    service(out, line.service);
    optional_member(out, "placeOfService", line.place);
    codes(out, "diagnoses", line.diagnoses);
    optional_member(out, "practitioner", line.practitioner.text);
    optional_member(out, "patient", line.patient.text);
    out.member("at", line.at).key("from").begin_object();
    for (const auto& [field, path] : line.from)
        out.member(field, path);
    out.end_object().end_object();
}

void write_lines(writer& out, std::span<const line_fields> lines)
{
    out.begin_array();
    for (const line_fields& line : lines)
        write_line(out, line);
    out.end_array();
}

}  // namespace marrow::adapter

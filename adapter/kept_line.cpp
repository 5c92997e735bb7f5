#include "adapter/kept_line.hpp"

#include "fhir/json/arena.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"
#include "fhir/primitives.hpp"

namespace marrow::adapter {

using fhir::json::document;
using fhir::json::value;

namespace {

void write_list(fhir::json::writer& to, std::string_view key, std::span<const std::string> all)
{
    if (all.empty()) return;
    to.key(key).begin_array();
    for (const std::string& each : all)
        to.string(each);
    to.end_array();
}

std::vector<std::string> read_list(const value& from)
{
    std::vector<std::string> out;
    for (const value& each : from.items())
        out.emplace_back(each.text());
    return out;
}

void read_member(std::string_view key, const value& from, kept_line& into, std::optional<fhir::day>& first)
{
    mappings::earlier_line& line = into.line;
    if (key == "code") line.code = from.text();
    if (key == "modifiers") line.modifiers = read_list(from);
    if (key == "first") first = fhir::day_of(from.text());
    if (key == "last") line.service.last = fhir::day_of(from.text()).value_or(line.service.last);
    if (key == "professional") line.is_professional = from.is_true();
    if (key == "patient") line.patient = read_list(from);
    if (key == "practitioners") line.practitioners = read_list(from);
    if (key == "from") line.from = read_list(from);
    if (key == "procedures") line.procedures = read_list(from);
    if (key == "replaces") into.replaces = read_list(from);
}

}  // namespace

std::string text_of(const mappings::earlier_line& line, std::span<const std::string> replaces)
{
    std::string text;
    fhir::json::writer out{text};
    out.begin_object().member("code", line.code);
    write_list(out, "modifiers", line.modifiers);
    out.member("first", fhir::to_string(line.service.first)).member("last", fhir::to_string(line.service.last));
    out.key("professional").boolean(line.is_professional);
    write_list(out, "patient", line.patient);
    write_list(out, "practitioners", line.practitioners);
    write_list(out, "from", line.from);
    write_list(out, "procedures", line.procedures);
    write_list(out, "replaces", replaces);
    out.end_object();
    return text;
}

std::optional<kept_line> kept_line_from(std::string_view text)
{
    fhir::json::arena memory;
    const auto read = fhir::json::parse(text, memory, {});
    if (!read || !read->root().is_object()) return std::nullopt;
    kept_line made;
    std::optional<fhir::day> first;
    for (const value& member : read->root().items())
        read_member(read->spelling(member.key()), member, made, first);
    if (!first || made.line.code.empty() || made.line.patient.empty()) return std::nullopt;
    made.line.service.first = *first;
    return made;
}

}  // namespace marrow::adapter

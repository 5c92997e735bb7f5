#include "adapter/render/lines_csv.hpp"

#include "adapter/render/text_table.hpp"

namespace marrow::adapter {

namespace {

constexpr std::string_view starts_a_formula = "=+-@\t\r";

std::string quoted(std::string text)
{
    if (!text.empty() && starts_a_formula.find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out{"\""};
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string sources(const line_fields& line)
{
    std::string out;
    for (const auto& [field, path] : line.from) {
        if (!out.empty()) out += "; ";
        out.append(field).append("=").append(path);
    }
    return out;
}

}  // namespace

std::string lines_csv_heading()
{
    return "file,line,code,modifiers,units,start,end,placeOfService,diagnoses,practitioner,patient,at,from\n";
}

std::string lines_csv(const std::string& file, std::span<const line_fields> lines)
{
    std::string out;
    for (const line_fields& line : lines) {
        const std::string cells[] = {
            file,
            line.label,
            line.code,
            joined(line.modifiers, " "),
            line.units ? std::to_string(*line.units) : "",
            line.service ? fhir::to_string(line.service->first) : "",
            line.service ? fhir::to_string(line.service->last) : "",
            line.place,
            joined(line.diagnoses, " "),
            line.practitioner.text,
            line.patient.text,
            line.at,
            sources(line)};
        for (const std::string& cell : cells)
            out += (&cell == cells ? "" : ",") + quoted(cell);
        out += "\n";
    }
    return out;
}

}  // namespace marrow::adapter

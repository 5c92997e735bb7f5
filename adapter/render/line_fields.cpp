#include "adapter/render/line_fields.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

class sources {
public:
    sources(line_fields& out, const fhir::submission& of) : out_{out}, of_{of} {}

    void add(std::string_view field, const value* from)
    {
        if (from) out_.from.emplace_back(field, of_.path_of(*from));
    }

    void add(std::string_view field, const std::vector<mappings::sourced_code>& from)
    {
        std::vector<const value*> told;
        std::string all;
        for (const mappings::sourced_code& one : from) {
            if (!one.from || std::ranges::find(told, one.from) != told.end()) continue;
            told.push_back(one.from);
            if (!all.empty()) all += " | ";
            all += of_.path_of(*one.from);
        }
        if (!all.empty()) out_.from.emplace_back(field, std::move(all));
    }

private:
    line_fields& out_;
    const fhir::submission& of_;
};

std::vector<std::string> codes_of(const std::vector<mappings::sourced_code>& from)
{
    std::vector<std::string> codes;
    codes.reserve(from.size());
    for (const mappings::sourced_code& one : from)
        codes.push_back(one.code);
    return codes;
}

named_person person_of(const value* reference, const fhir::submission& of)
{
    if (!reference) return {};
    const std::string_view literal = (*reference)[name::reference].text();
    if (!literal.empty()) return {std::string{literal}, true};
    return {of.path_of(*reference), false};
}

const value* units_source(const value* quantity)
{
    if (!quantity) return nullptr;
    const value& number = (*quantity)[name::value];
    return number ? &number : quantity;
}

}  // namespace

line_fields fields_of(const mappings::line& line, const fhir::submission& of)
{
    const value* practitioner = line.practitioners.empty() ? nullptr : line.practitioners.front().reference;
    line_fields out;
    out.label = line.label;
    out.code = line.code.code;
    out.modifiers = codes_of(line.modifiers);
    out.units = line.units;
    out.service = line.service;
    if (line.place) out.place = line.place->code;
    out.diagnoses = codes_of(line.diagnoses);
    out.practitioner = person_of(practitioner, of);
    out.patient = person_of(line.patient, of);
    if (line.at) out.at = of.path_of(*line.at);

    sources add{out, of};
    add.add("code", line.code.from);
    add.add("modifiers", line.modifiers);
    add.add("units", units_source(line.quantity));
    add.add("serviceDate", line.service_from);
    add.add("placeOfService", line.place ? line.place->from : nullptr);
    add.add("diagnoses", line.diagnoses);
    add.add("practitioner", practitioner);
    add.add("patient", line.patient);
    return out;
}

}  // namespace marrow::adapter

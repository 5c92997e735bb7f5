#include "adapter/operations/ties.hpp"

#include "adapter/kept_line.hpp"
#include "adapter/operations/marks.hpp"
#include "fhir/names.hpp"

#include <algorithm>

namespace marrow::adapter {

namespace {

std::vector<store::named_resource> resources_of(const fhir::submission& of)
{
    std::vector<store::named_resource> out;
    for (const fhir::entry& each : of.entries())
        for (const std::string& name : fhir::names_of(each))
            if (out.size() < most_names_kept) out.push_back({key_of_name(name), each.index});
    return out;
}

std::vector<store::patient_line> lines_of(const mappings::kept_lines& all)
{
    std::vector<store::patient_line> out;
    for (const mappings::earlier_line& line : all.lines) {
        const std::string text = text_of(line, all.replaces);
        const auto day = static_cast<std::int32_t>(line.service.first.time_since_epoch().count());
        const std::size_t names = std::min(line.patient.size(), most_names_of_a_patient);
        for (const std::string& name : std::span{line.patient}.first(names))
            if (out.size() < most_patient_lines) out.push_back({key_of_patient(name), day, text});
    }
    return out;
}

}  // namespace

store::ties ties_of(const examiner::reading& of, const mappings::decision& made, const recall& by)
{
    const auto is_error = [](const fhir::issue& one) { return one.level <= fhir::severity::error; };
    store::ties with;
    with.resources = resources_of(of.submission);
    with.lines = lines_of(mappings::lines_to_keep(made.lines, of.whole()));
    with.awaited = by.missed();
    if (std::ranges::any_of(made.issues, is_error)) with.awaited_patients = by.patients();
    with.marks = marks_of(of, made);
    return with;
}

}  // namespace marrow::adapter

#include "adapter/operations/ties.hpp"

#include "adapter/kept_line.hpp"
#include "adapter/operations/marks.hpp"
#include "fhir/names.hpp"

#include <algorithm>
#include <set>
#include <span>

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

std::vector<store::name_key>
replaced_beside(std::span<const store::named_resource> own, std::span<const std::string> replaces)
{
    std::set<store::name_key> known;
    for (const store::named_resource& each : own)
        known.insert(each.name);
    std::vector<store::name_key> out;
    for (const std::string& name : replaces)
        if (out.size() < most_names_kept && known.insert(key_of_name(name)).second) out.push_back(key_of_name(name));
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
    const mappings::kept_lines kept = mappings::lines_to_keep(made.lines, of.whole());
    store::ties with;
    with.resources = resources_of(of.submission);
    with.replaced = replaced_beside(with.resources, kept.replaces);
    with.lines = lines_of(kept);
    with.awaited = by.awaited(made.speaks_of);
    with.patients = by.patients();
    with.marks = marks_of(of, made);
    return with;
}

}  // namespace marrow::adapter

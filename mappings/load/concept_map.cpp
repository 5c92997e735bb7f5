#include "mappings/load/json_file.hpp"
#include "mappings/load/table_builder.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

using fhir::json::value;

/// Properties that a dependsOn may ask about: elements of the Procedure.
constexpr std::string_view properties[] = {"bodySite", "usedCode", "device", "approach"};

/// Relations that say the target is no translation: R4 equivalence, R5 relationship.
constexpr std::string_view no_relation[] = {"unmatched", "disjoint", "not-related-to"};

/// "bodySite" of "bodySite", "Procedure.bodySite" and "http://hl7.org/fhir/Procedure#bodySite".
std::string_view last_part(std::string_view property)
{
    const std::size_t end = property.find_last_of("#./");
    return end == std::string_view::npos ? property : property.substr(end + 1);
}

/// R4 has the value as text; R5 as value[x], a code, text or Coding.
std::string value_of(const json_file& file, const value& condition)
{
    for (const std::string_view name : {"value", "valueCode", "valueString"}) {
        if (auto text = file.text(condition, name); !text.empty()) return text;
    }
    return file.text(file.member(condition, "valueCoding"), "code");
}

fhir::result<std::vector<concept_mapping::condition>> conditions_of(const json_file& file, const value& target)
{
    std::vector<concept_mapping::condition> all;
    for (const value& condition : file.member(target, "dependsOn").items()) {
        std::string property = file.text(condition, "property");
        if (property.empty()) property = file.text(condition, "attribute");
        property = last_part(property);
        if (std::ranges::find(properties, property) == std::end(properties)) {
            return file.refused(condition, "a dependsOn about bodySite, usedCode, device or approach");
        }
        std::string wanted = value_of(file, condition);
        if (wanted.empty()) return file.refused(condition, "a dependsOn with a value");
        all.push_back({std::move(property), std::move(wanted)});
    }
    return all;
}

fhir::result<void>
read_element(const json_file& file, const value& element, std::string_view system, std::vector<concept_mapping>& into)
{
    const std::string code = file.text(element, "code");
    if (code.empty()) return file.refused(element, "an element with a code");
    for (const value& target : file.member(element, "target").items()) {
        std::string relation = file.text(target, "equivalence");
        if (relation.empty()) relation = file.text(target, "relationship");
        if (std::ranges::find(no_relation, relation) != std::end(no_relation)) continue;
        std::string to = file.text(target, "code");
        if (!is_code(to)) return file.refused(target, "a target with a CPT or HCPCS code");
        auto conditions = conditions_of(file, target);
        if (!conditions) return conditions.error();
        into.push_back({std::string{system}, code, std::move(to), std::move(*conditions)});
    }
    return {};
}

}  // namespace

fhir::result<void> table_builder::read_concept_map(const table_text& from)
{
    const auto file = json_file::parse(from);
    if (!file) return file.error();
    if (file->text(file->root(), "resourceType") != "ConceptMap") return file->refused(file->root(), "a ConceptMap");
    const std::size_t before = made_.mappings_.size();
    for (const value& group : file->member(file->root(), "group").items()) {
        const std::string source = file->text(group, "source");
        const code_system target = made_.system_of(file->text(group, "target")).system;
        if (source.empty()) return file->refused(group, "a group with the URI of its source");
        if (target != code_system::cpt && target != code_system::hcpcs) {
            return file->refused(group, "a group whose target is CPT or HCPCS");
        }
        const std::string_view canonical = made_.canonical_of(made_.system_of(source).system);
        for (const value& element : file->member(group, "element").items()) {
            const auto read =
                read_element(*file, element, canonical.empty() ? std::string_view{source} : canonical, made_.mappings_);
            if (!read) return read.error();
        }
    }
    std::string name = file->text(file->root(), "url");
    if (name.empty()) name = file->text(file->root(), "name");
    made_.infos_.push_back(
        {from.name,
         name.empty() ? "ConceptMap" : name,
         file->text(file->root(), "date").substr(0, 10),
         from.origin,
         made_.mappings_.size() - before}
    );
    return {};
}

}  // namespace marrow::mappings

#include "mappings/load/uri.hpp"
#include "mappings/tables.hpp"

#include <algorithm>

namespace marrow::mappings {

std::string_view name_of(code_system system)
{
    switch (system) {
    case code_system::cpt:
        return "CPT";
    case code_system::hcpcs:
        return "HCPCS";
    case code_system::icd10cm:
        return "ICD-10-CM";
    case code_system::icd10pcs:
        return "ICD-10-PCS";
    case code_system::snomed:
        return "SNOMED CT";
    case code_system::loinc:
        return "LOINC";
    case code_system::place_of_service:
        return "CMS place of service";
    case code_system::nucc:
        return "NUCC provider taxonomy";
    case code_system::npi:
        return "NPI";
    case code_system::unknown:
        break;
    }
    return "unknown";
}

system_uri tables::system_of(std::string_view uri) const
{
    const system_row* alike = nullptr;
    for (const system_row& row : std::ranges::equal_range(systems_, look_of(uri), {}, &system_row::look)) {
        if (row.uri == uri) return {row.system, row.canonical, row.uri};
        if (!alike && look_alike(row.uri, uri)) alike = &row;
    }
    return alike ? system_uri{alike->system, false, alike->uri} : system_uri{};
}

std::string_view tables::canonical_of(code_system system) const
{
    const auto found =
        std::ranges::find_if(systems_, [&](const system_row& row) { return row.system == system && row.canonical; });
    return found == systems_.end() ? std::string_view{} : std::string_view{found->uri};
}

std::span<const concept_mapping> tables::mappings_of(std::string_view system, std::string_view code) const
{
    const std::string_view canonical = canonical_of(system_of(system).system);
    const auto key = [](const concept_mapping& m) {
        return std::pair<std::string_view, std::string_view>{m.system, m.code};
    };
    const std::pair wanted{canonical.empty() ? system : canonical, code};
    const auto rows = std::ranges::equal_range(mappings_, wanted, {}, key);
    return {rows.begin(), rows.end()};
}

}  // namespace marrow::mappings

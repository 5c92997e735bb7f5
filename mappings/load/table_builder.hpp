#pragma once

#include "mappings/load/csv_table.hpp"
#include "mappings/tables.hpp"

#include <span>
#include <string_view>

namespace marrow::mappings {

/// Fills tables from the texts of their files, built in or not.
class table_builder {
public:
    /// A table in Marrow's own CSV form.
    struct kind {
        std::string_view name;  ///< "add-on-edits"
        std::vector<std::string_view> columns;
        void (*read)(csv_table& from, tables& into);
    };

    static std::span<const kind> kinds();
    static const kind* kind_of(std::string_view name);

    /// One text a kind of table, in any order; the findings before finish().
    fhir::result<void> read_csv(const table_text& from);
    fhir::result<void> read_findings(const table_text& from);
    fhir::result<void> read_concept_map(const table_text& from);

    /// Sorts for the lookups and checks what one table says of another.
    fhir::result<tables> finish() &&;

private:
    static void read_add_on_edits(csv_table& from, tables& into);
    static void read_family(csv_table& from, tables& into);
    static void read_codes(csv_table& from, tables& into);
    static void read_global_modifiers(csv_table& from, tables& into);
    static void read_global_periods(csv_table& from, tables& into);
    static void read_surgical_range(csv_table& from, tables& into);
    static void read_candidate_roles(csv_table& from, tables& into);
    template <setting File>
    static void read_ptp(csv_table& from, tables& into);
    template <setting File>
    static void read_mue(csv_table& from, tables& into);
    static void read_fees(csv_table& from, tables& into);
    static void read_modifiers(csv_table& from, tables& into);
    static void read_systems(csv_table& from, tables& into);
    static void read_places(csv_table& from, tables& into);
    static void read_documents(csv_table& from, tables& into);
    static void read_terms(csv_table& from, tables& into);
    static void read_reasons(csv_table& from, tables& into);
    static void read_body_sites(csv_table& from, tables& into);
    static void read_specialties(csv_table& from, tables& into);

    tables made_;
};

}  // namespace marrow::mappings

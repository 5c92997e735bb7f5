#include "mappings/load/json_file.hpp"
#include "mappings/load/table_builder.hpp"

namespace marrow::mappings {

fhir::result<void> table_builder::read_findings(const table_text& from)
{
    const auto file = json_file::parse(from);
    if (!file) return file.error();
    const auto& rows = file->member(file->root(), "findings");
    if (!rows.is_array()) return file->refused(file->root(), "an object with an array \"findings\"");
    for (const fhir::json::value& row : rows.items()) {
        const auto level = fhir::severity_from(file->text(row, "severity"));
        if (!level) return file->refused(row, "a finding with a severity");
        made_.findings_.push_back(
            {file->text(row, "code"),
             *level,
             file->text(row, "type"),
             file->text(row, "carc"),
             file->text(row, "rarc"),
             file->text(row, "text"),
             file->text(row, "mend"),
             file->text(row, "why"),
             file->text(row, "when"),
             file->text(row, "at"),
             file->text(row, "example")}
        );
        const finding_row& made = made_.findings_.back();
        for (const auto* part :
             {&made.code, &made.type, &made.text, &made.mend, &made.why, &made.when, &made.at, &made.example}) {
            if (part->empty())
                return file->refused(row, "a finding with code, type, text, mend, why, when, at and example");
        }
    }
    made_.infos_.push_back(
        {from.name,
         file->text(file->root(), "source"),
         file->text(file->root(), "date"),
         from.origin,
         made_.findings_.size()}
    );
    return {};
}

}  // namespace marrow::mappings

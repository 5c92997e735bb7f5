#include "mappings/load/json_file.hpp"

namespace marrow::mappings {

fhir::result<json_file> json_file::parse(const table_text& from)
{
    json_file file{from};
    auto parsed = fhir::json::parse(from.bytes, file.memory_, {64, max_table_bytes});
    if (!parsed) {
        fhir::fault failed = parsed.error();
        failed.kind = fhir::fault_kind::usage;
        failed.text = file.origin_ + ": " + failed.text;
        return failed;
    }
    file.document_ = std::move(*parsed);
    return file;
}

const fhir::json::value& json_file::member(const fhir::json::value& of, std::string_view name) const
{
    if (!of.is_object()) return fhir::json::missing;
    for (const fhir::json::value& item : of.items()) {
        if (document_.spelling(item.key()) == name) return item;
    }
    return fhir::json::missing;
}

std::string json_file::text(const fhir::json::value& of, std::string_view name) const
{
    return std::string{member(of, name).text()};
}

fhir::fault json_file::refused(const fhir::json::value& at, std::string_view expected) const
{
    return mappings::refused(
        origin_ + ": " + std::string{expected} + " is expected here.", document_.locate(at.offset())
    );
}

}  // namespace marrow::mappings

#include "fhir/json/parse.hpp"
#include "mappings/documents/text/narrative.hpp"
#include "mappings/documents/text/readers.hpp"

namespace marrow::mappings {

bool read_fhir_json(std::string bytes, const content_type&, const tables& known, extracted& out)
{
    fhir::json::arena memory;
    const fhir::result<fhir::json::document> parsed =
        fhir::json::parse(bytes, memory, {.depth = 64, .bytes = 8u << 20});
    if (!parsed) return false;
    append_resource(parsed->root(), known, out);
    return true;
}

}  // namespace marrow::mappings

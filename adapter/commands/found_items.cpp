#include "adapter/commands/found_items.hpp"

#include "adapter/commands/file.hpp"
#include "adapter/render/shown_value.hpp"
#include "fhir/fhirpath/text_form.hpp"
#include "fhir/path.hpp"

#include <ostream>

namespace marrow::adapter {

namespace {

namespace path = fhir::fhirpath;

/// Where the item stands; null for what was computed.
const fhir::json::value* place_of(const path::item& one)
{
    return one.is_node() ? one.element().place() : nullptr;
}

fhir::position position_of(const fhir::json::value& place, const fhir::json::document& in, const sent& from)
{
    fhir::position at = in.locate(place.offset());
    at.line += from.line - 1;
    return at;
}

std::string as_line(const path::item& one, const fhir::json::document& in, const sent& from)
{
    const fhir::json::value* const place = place_of(one);
    if (!place) return printable(from.name + ": " + path::text_form(one, in));
    std::string line = placed(from.name, position_of(*place, in, from));
    line.append(fhir::path_to(in, *place)).append(" ").append(path::text_form(one, in));
    return printable(line);
}

std::string as_object(const path::item& one, const fhir::json::document& in, const sent& from)
{
    std::string text;
    fhir::json::writer to{text};
    to.begin_object().member("file", from.name);
    if (const fhir::json::value* const place = place_of(one)) {
        const fhir::position at = position_of(*place, in, from);
        to.key("line").number(std::int64_t{at.line}).key("column").number(std::int64_t{at.column});
        to.member("path", fhir::path_to(in, *place));
    }
    to.member("type", path::type_form(one)).key("value");
    path::write_form(to, one, in);
    to.end_object();
    return text;
}

}  // namespace

void found_items::add(const path::item& one, const fhir::json::document& in, const sent& from)
{
    if (as_json_)
        out_ << (is_any_ ? ",\n  " : "[\n  ") << as_object(one, in, from);
    else
        out_ << as_line(one, in, from) << "\n";
    is_any_ = true;
}

void found_items::finish()
{
    if (as_json_) out_ << (is_any_ ? "\n]\n" : "[]\n");
    out_.flush();
}

}  // namespace marrow::adapter

#include "fhir/xml/element.hpp"

namespace marrow::fhir::xml {
namespace {

using json::refusal;

/// Where an attribute of that name is kept; null when FHIR has none such.
pugi::xml_attribute* place_of(std::string_view name, element& in)
{
    if (name == "value") return &in.value;
    if (name == "id") return &in.id;
    if (name == "url") return &in.url;
    return nullptr;
}

/// Of the schema instance, which says nothing here.
bool is_schema_location(const split_name& name)
{
    return !name.prefix.empty() && (name.local == "schemaLocation" || name.local == "noNamespaceSchemaLocation");
}

}  // namespace

std::optional<refusal> read_element(pugi::xml_node node, space fallback, const markup& of, element& into)
{
    into = {node, {}, space::other, fallback, {}, {}, {}};
    const bool is_root = !node.parent().parent();
    const unsigned most = is_root ? element::most_of_root : element::most_attributes;
    unsigned count = 0;
    bool is_default = false;
    for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute()) {
        const auto refuse = [&](std::string text) { return refusal{std::move(text), of.offset_of(each.name())}; };
        if (++count > most) return refuse("An element has more attributes than are read.");
        const std::string_view name = each.name();
        if (pugi::xml_attribute* const place = place_of(name, into)) {
            if (*place) return refuse("The attribute " + std::string{name} + " stands twice in one element.");
            *place = each;
        } else if (name == "xmlns") {
            if (is_default) return refuse("The attribute xmlns stands twice in one element.");
            is_default = true;
            into.within = space_of(each.value());
        } else if (const split_name parts = split(name); parts.prefix != "xmlns" && !is_schema_location(parts)) {
            return refuse("FHIR has no such attribute: in XML there are value, id and url, and all else is elements.");
        }
    }
    const split_name name = split(node.name());
    into.name = name.local;
    into.in = name.prefix.empty() ? into.within : space_of_prefix(name.prefix, node);
    return std::nullopt;
}

}  // namespace marrow::fhir::xml

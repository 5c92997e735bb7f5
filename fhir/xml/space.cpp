#include "fhir/xml/space.hpp"

namespace marrow::fhir::xml {

space space_of(std::string_view uri)
{
    if (uri.empty()) return space::none;
    if (uri == "http://hl7.org/fhir") return space::fhir;
    if (uri == "http://www.w3.org/1999/xhtml") return space::xhtml;
    return space::other;
}

space space_of_prefix(std::string_view prefix, pugi::xml_node at)
{
    constexpr std::string_view declares = "xmlns:";
    for (; at; at = at.parent()) {
        for (pugi::xml_attribute each = at.first_attribute(); each; each = each.next_attribute()) {
            const std::string_view name = each.name();
            if (name.starts_with(declares) && name.substr(declares.size()) == prefix) return space_of(each.value());
        }
    }
    return space::other;
}

}  // namespace marrow::fhir::xml

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
    for (; at; at = at.parent())
        for (const pugi::xml_attribute& each : at.attributes())
            if (const split_name name = split(each.name()); name.prefix == "xmlns" && name.local == prefix)
                return space_of(each.value());
    return space::other;
}

}  // namespace marrow::fhir::xml

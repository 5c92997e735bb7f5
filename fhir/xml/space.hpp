#pragma once

#include <pugixml.hpp>

#include <cstdint>
#include <string_view>

namespace marrow::fhir::xml {

/// The namespaces that FHIR has.
enum class space : std::uint8_t { none, fhir, xhtml, other };

space space_of(std::string_view uri);

/// What stands before the colon of a name, and behind it.
struct split_name {
    std::string_view prefix;
    std::string_view local;
};

inline split_name split(std::string_view name)
{
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

/// The namespace that a prefix stands for at the element; other where it stands for nothing.
space space_of_prefix(std::string_view prefix, pugi::xml_node at);

}  // namespace marrow::fhir::xml

#pragma once

#include "fhir/json/refusal.hpp"
#include "fhir/xml/markup.hpp"
#include "fhir/xml/space.hpp"

#include <optional>
#include <string_view>

namespace marrow::fhir::xml {

/// An element with the attributes that FHIR has.
struct element {
    static constexpr unsigned most_attributes = 8;  ///< that are looked through for each prefix within
    static constexpr unsigned most_of_root = 32;

    pugi::xml_node node;
    std::string_view name;  ///< without prefix
    space in{};             ///< the namespace of its name
    space within{};         ///< the default one of what stands in it
    pugi::xml_attribute value;
    pugi::xml_attribute id;
    pugi::xml_attribute url;

    /// Whether a primitive has more than its value.
    bool has_more() const { return id || url || node.first_child(); }
};

/// Reads the attributes of an element of FHIR where that default namespace is in force. A refusal at one that FHIR has
/// not, or that stands twice.
std::optional<json::refusal> read_element(pugi::xml_node node, space fallback, const markup& of, element& into);

}  // namespace marrow::fhir::xml

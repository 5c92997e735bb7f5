#pragma once

#include "fhir/validate/rules.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::validate {

/// What is wrong with a narrative (narrative.html): the first thing found.
struct narrative_fault {
    rule which{};
    std::string name;  ///< of the element or attribute that is not allowed; empty when it could be anything
    std::string why;   ///< of what is malformed
};

/// Holds XHTML against what a narrative may have: one div, the basic formatting elements and attributes of HTML 4.0,
/// tables, images, links; no scripts, forms, frames, declarations; something to read. A link to a place leads to one of
/// the narrative, or to an element of the resource with that id, of which `has_element` is asked.
std::optional<narrative_fault>
narrative_fault_of(std::string_view xhtml, const std::function<bool(std::string_view id)>& has_element);

/// Whether nothing is wrong with it, links to places aside: what htmlChecks() of FHIRPath asks.
bool is_narrative(std::string_view xhtml);

}  // namespace marrow::fhir::validate

#pragma once

#include "mappings/checks/context.hpp"
#include "mappings/documents/terms.hpp"

#include <optional>
#include <vector>

namespace marrow::mappings {

/// What the resources of an add-on line record about its device and where it lay. Each element is the first that says
/// it; null when none does. The first 32 devices, codes, sites and notes are looked at, and 16 KiB of their text.
struct recorded {
    const fhir::json::value* device_type{};  ///< Device.type, usedCode, or a Device whose name or note says it
    const fhir::json::value* bone{};         ///< a bodySite with a bone
    const fhir::json::value* own_site{};     ///< says the site of the line's code
    const fhir::json::value* other_site{};   ///< bodySite, device or usedCode that says another one
    device_site other{};
    std::vector<const fhir::json::value*> prefabricated;  ///< Devices (or codes used) told to be ready-made
};

/// Reads bodySite of item and Procedures; the Devices of focalDevice, used, item.udi and Claim.procedure.udi; usedCode.
/// Tells reference-guessed of the references to Devices.
recorded read_recorded(const add_on_line& add_on, context& with, const term_matcher& words);

/// A reason of the line's Procedures: reasonCode, reasonReference or reason (R5) that says something, of the
/// first 32; null when none.
const fhir::json::value* reason_of(const line& of, const fhir::submission& within);

}  // namespace marrow::mappings

#pragma once

#include "fhir/fault.hpp"
#include "mappings/tables.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace marrow::mappings {

enum class cms_kind : std::uint8_t { add_on_edits, ptp, mue, relative_values };

/// What the name of a CMS file says.
struct cms_name {
    cms_kind kind{};
    std::optional<setting> file;  ///< of PTP and MUE
    std::string date;             ///< first day in force, YYYY-MM-DD
    std::string part;             ///< "f1" to "f4" of PTP; empty: no part
    std::string base;             ///< the name without directories, odd characters as _
};

/// Reads AOC_V2026Q2-F-MCR.txt, ccipra-v322r0-f1.TXT, MCR_MUE_PractitionerServices_Eff_07-01-2026.csv,
/// PPRRVU2026_Jul_nonQPP.csv and their like. Versions: V2025Q4 and v313 are the fourth quarter of 2025.
fhir::result<cms_name> read_cms_name(std::string_view path);

}  // namespace marrow::mappings

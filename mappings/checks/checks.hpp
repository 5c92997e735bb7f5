#pragma once

#include "mappings/checks/context.hpp"

namespace marrow::mappings {

// One function a family of findings, one family a file. Each says that a finding applies and where.

void check_dates(context& with);       ///< date-of-service-missing, code-not-effective
void check_units(context& with);       ///< units-invalid, units-exceed-mue
void check_duplicates(context& with);  ///< duplicate-line
void check_modifiers(context& with);   ///< modifier-*
void check_performed(context& with);   ///< line-not-billable of the Procedures behind items
void check_primary(context& with);     ///< add-on-without-primary, removal-alone, primary-*
void check_ptp(context& with);         ///< ptp-conflict, ptp-bypassed
void check_exchange(context& with);    ///< exchange-in-same-session
void check_place(context& with);       ///< place-of-service-*
void check_specialty(context& with);   ///< specialty-unusual
void check_laterality(context& with);  ///< laterality-conflict
void check_diagnosis(context& with);   ///< diagnosis-*
void check_documentation(context& with
);  ///< documentation-*, *-not-documented, site-suggests-other-code, device-prefabricated
void check_verdict(context& with);  ///< accepted

}  // namespace marrow::mappings

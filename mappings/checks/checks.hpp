#pragma once

#include "mappings/checks/context.hpp"

namespace marrow::mappings {

// One function a family of findings, one family a file. Each says that a finding applies and where.

void check_dates(context&, const batch&);          ///< date-of-service-missing, code-not-effective
void check_units(context&, const batch&);          ///< units-invalid, units-exceed-mue
void check_duplicates(context&, const batch&);     ///< duplicate-line
void check_modifiers(context&, const batch&);      ///< modifier-*
void check_performed(context&, const batch&);      ///< line-not-billable of the Procedures behind items
running begin_primary(context&);                   ///< add-on-without-primary, removal-alone, primary-*
void check_global_period(context&, const batch&);  ///< global-period
void check_ptp(context&, const batch&);            ///< ptp-conflict, ptp-bypassed
void check_exchange(context&, const batch&);       ///< exchange-in-same-session
void check_place(context&, const batch&);          ///< place-of-service-*
void check_specialty(context&, const batch&);      ///< specialty-unusual
void check_laterality(context&, const batch&);     ///< laterality-conflict
void check_diagnosis(context&, const batch&);      ///< diagnosis-*
running begin_documentation(context&);             ///< documentation-*, *-not-documented, site-suggests-other-code,
                                                   ///< device-prefabricated
running begin_structure(context&);                 ///< line-rests-on-structural-error
void note_extents(context&, const batch&);         ///< none: what the verdict asks for, while it is at hand
void check_verdict(context&, const batch&);        ///< accepted

}  // namespace marrow::mappings

#pragma once

#include "adapter/store/audit.hpp"

#include <string>

namespace marrow::adapter {

/// An event of the audit as an AuditEvent of FHIR R4, in the shapes of IHE Basic Audit Log Patterns (BALP): Create and
/// PatientCreate, Update, PatientUpdate, Read, PatientRead, Query and PatientQuery, whose profile it names where it has
/// what that asks for (it does not where what was asked for failed), and for what is done on the command line the codes
/// of DICOM and ISO 21089. The id is its number in the chain. A patient has no reference but the key under which the
/// store knows them. Of what is no event of this version, false, and nothing is appended.
bool append_audit_event(const store::audit_link& of, std::string& out);

}  // namespace marrow::adapter

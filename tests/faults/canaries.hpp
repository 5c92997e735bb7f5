#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace marrow::test {

/// A text that could be the patient's, in one of the forms that such a text can have.
struct canary {
    const char* form;
    std::string text;
    bool is_code;  ///< it could be a code: where a code is asked for, it may be told
    bool is_date;  ///< the same of a date
};

std::span<const canary> canaries();

/// Whether one of them, or a part that names the patient, stands in the text, in whatever case.
bool holds_canary(std::string_view text);

/// A Bundle that is accepted, with a Patient who has all that a Patient can have.
std::string whole_submission();

/// The same with a canary in each text that no rule of FHIR or of Marrow asks for: names, identifiers, addresses,
/// telecoms, narratives, notes, attachments, values of extensions, displays, ids and members of no FHIR.
std::string submission_of_canaries();

/// Calls back with the JSON once for each of its texts and numbers and each canary, that one text replaced: `element`
/// is the name of the member it stands in. Then for each of its objects, with a member more that a canary names.
void with_each_canary(
    std::string_view json,
    const std::function<void(std::string_view element, const canary& put, const std::string& changed)>& then
);

}  // namespace marrow::test

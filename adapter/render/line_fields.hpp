#pragma once

#include "fhir/submission.hpp"
#include "mappings/line.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::adapter {

/// A practitioner or patient as the output names them: the literal reference as sent, else the FHIRPath of the element.
struct named_person {
    std::string text;  ///< empty: nobody is named
    bool is_reference{};
};

/// A line as it goes out, detached from the submission.
struct line_fields {
    std::string label;  ///< how texts name the line: its sequence number, or "Procedure"
    std::string code;
    std::vector<std::string> modifiers;
    std::optional<std::int64_t> units;
    std::optional<fhir::days> service;
    std::string place;  ///< empty: none
    std::vector<std::string> diagnoses;
    named_person practitioner;  ///< the responsible one
    named_person patient;
    std::string at;  ///< FHIRPath of the element that makes the line

    /// Field name as in the JSON output, and the FHIRPath it came from. A field with several sources has their union
    /// ("a | b"); one that was not sent, such as units by default, is left out.
    std::vector<std::pair<std::string_view, std::string>> from;
};

line_fields fields_of(const mappings::line& line, const fhir::submission& of);

}  // namespace marrow::adapter

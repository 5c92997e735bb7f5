#pragma once

#include "fhir/fault.hpp"
#include "fhir/version.hpp"

#include <optional>
#include <string_view>

namespace marrow::adapter::http {

/// What the sender asks of the answer.
struct representation {
    std::optional<fhir::version> release;  ///< the fhirVersion parameter of what it accepts
    bool pretty{};
};

/// Reads Accept (empty: anything) and the parameters _format, which goes before it, and _pretty of the query.
/// A fault (not_acceptable) when no JSON is among what is accepted.
fhir::result<representation> negotiate(std::string_view accept, std::string_view query);

/// The FHIR release that Content-Type names, if any. An absent or text/plain type is taken by the first byte of the
/// body. A fault (not_supported) for all that is not JSON in UTF-8, or has a Content-Encoding.
fhir::result<std::optional<fhir::version>>
read_content_type(std::string_view content_type, std::string_view content_encoding, std::string_view body);

/// Nothing for a form, or a body of no media type. A fault (not_supported) for all else.
fhir::result<void> read_form_type(std::string_view content_type, std::string_view content_encoding);

}  // namespace marrow::adapter::http

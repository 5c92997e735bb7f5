#pragma once

#include "fhir/fault.hpp"
#include "fhir/form.hpp"
#include "fhir/version.hpp"

#include <optional>
#include <string_view>

namespace marrow::adapter::http {

/// What the sender asks of the answer.
struct representation {
    std::optional<fhir::version> release;  ///< the fhirVersion parameter of what it accepts
    bool pretty{};
    std::optional<fhir::form> form{};  ///< none: either is as good
};

/// Reads Accept (empty: anything) and the parameters _format, which goes before it, and _pretty of the query.
/// A fault (not_acceptable) when neither JSON nor XML is among what is accepted.
fhir::result<representation> negotiate(std::string_view accept, std::string_view query);

/// What a body says that it is.
struct body_type {
    std::optional<fhir::version> release;  ///< of the parameter fhirVersion
    bool is_guessed{};                     ///< no type of FHIR was named; the first byte tells the form
};

/// Reads Content-Type. Absent or text/plain it is taken by the first byte of the body, unless it is strict.
/// A fault (not_supported) for all that is neither JSON nor XML in UTF-8, (malformed) for one that is said to be the
/// other.
fhir::result<body_type> read_content_type(std::string_view content_type, std::string_view body, bool is_strict);

/// The form of a body by its type, or where that names none by its first byte.
fhir::form form_of_body(std::string_view content_type, std::string_view body);

/// What to set, for who sent another type or none.
std::string_view how_to_name_the_type();

/// Nothing for a form, or a body of no media type. A fault (not_supported) for all else.
fhir::result<void> read_form_type(std::string_view content_type);

}  // namespace marrow::adapter::http

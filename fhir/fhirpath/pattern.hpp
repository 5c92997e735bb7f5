#pragma once

#include <re2/re2.h>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// What RE2 takes for a regular expression of FHIRPath, whose point matches every character.
inline re2::StringPiece as_re2(std::string_view text)
{
    return {text.data(), text.size()};
}

/// One-line mode off, point matches newline, no messages, a bound on memory.
re2::RE2::Options pattern_options();

/// $1 and ${1} of a substitution as RE2 writes them.
std::string as_rewrite(std::string_view substitution);

}  // namespace marrow::fhir::fhirpath

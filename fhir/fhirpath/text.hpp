#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// Characters of UTF-8.
std::size_t length(std::string_view text);

/// Where that character begins; the size of the text when it has fewer.
std::size_t offset_of(std::string_view text, std::size_t character);

/// The same letters in either case, and any run of white space for one. Letters of ASCII alone have a case.
bool is_equivalent_text(std::string_view a, std::string_view b);

}  // namespace marrow::fhir::fhirpath

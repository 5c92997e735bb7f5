#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::fhir {

/// What fills the placeholders of a text.
using wording = std::vector<std::pair<std::string_view, std::string>>;

/// The text with each {placeholder} filled. A sentence (it ends in ". " or with the text) one of whose placeholders has
/// no value is left out.
std::string filled(std::string_view text, const wording& with);

}  // namespace marrow::fhir

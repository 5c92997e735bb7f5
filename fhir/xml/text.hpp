#pragma once

#include "fhir/json/arena.hpp"
#include "fhir/json/refusal.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::xml {

/// The first place from `start` on that is no character of XML 1.0 in UTF-8; npos when all are.
std::size_t find_no_character(std::string_view input, std::size_t start);

/// The value of an attribute, of the bytes between its quotes that stand at `offset`: references to characters and to
/// the five entities of XML are resolved, line ends and tabs become spaces. What needs none of it stays where it is.
/// A refusal, and no value, where one cannot be resolved.
std::optional<json::refusal> read_value(
    std::string_view raw, std::size_t offset, std::string& scratch, json::arena& memory, std::string_view& value
);

/// Where the element ends that begins at `at`, in what pugixml could read.
std::size_t end_of_element(std::string_view input, std::size_t at);

/// Whether it begins with a reference that XML has of itself: "&amp;", "&#65;".
bool is_reference(std::string_view text);

/// Appends a text as text, or as the value of an attribute in double quotes. What XML cannot hold is left out.
void append_escaped(std::string& out, std::string_view text);

}  // namespace marrow::fhir::xml

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

enum class base64 : std::uint8_t { plain, url };  ///< RFC 4648, section 4 or 5; both padded

// Bytes as text and back. What is read must give valid UTF-8; none for anything else.
std::string to_base64(std::string_view bytes, base64 alphabet);
std::optional<std::string> from_base64(std::string_view text, base64 alphabet);
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// < > & " ' as entities; and back, numbers in entities included. What is no entity stays.
std::string escape_html(std::string_view text);
std::string unescape_html(std::string_view text);

/// As the inside of a JSON string, and back. What is no escape stays.
std::string escape_json(std::string_view text);
std::string unescape_json(std::string_view text);

/// Appends a character; nothing for what is none.
void append_utf8(std::string& out, std::uint32_t point);

}  // namespace marrow::fhir::fhirpath

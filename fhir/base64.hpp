#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::fhir {

/// The bytes behind base64 (RFC 4648, section 4) of up to `most` bytes. White space is passed over; anything else that
/// is no base64, padding in excess or missing included, gives none.
std::optional<std::string> from_base64(std::string_view text, std::size_t most);

/// How many bytes base64 stands for, without decoding it; none for what from_base64() refuses.
std::optional<std::size_t> decoded_size(std::string_view text);

/// How many bytes such text decodes to at most.
constexpr std::size_t decoded_bound(std::string_view text)
{
    return text.size() / 4 * 3 + 3;
}

/// Whether the SHA-1 of the bytes is the hash, written in base64 (Attachment.hash).
bool has_sha1(std::string_view bytes, std::string_view base64_hash);

}  // namespace marrow::fhir

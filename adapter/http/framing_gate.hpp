#pragma once

#include "adapter/http/limits.hpp"
#include "fhir/fault.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// Why the bytes on a connection cannot be a request. After the answer nothing more may be read as one: the
/// connection ends.
struct refusal {
    std::uint16_t status{400};
    fhir::fault_kind kind{fhir::fault_kind::malformed};
    std::string_view text;  ///< a literal, for the sender
};

template <class T>
using admitted = boost::system::result<T, refusal>;

/// Where a request ends, as the raw header says it, without doubt.
struct framing {
    std::size_t header{};    ///< bytes up to and with the empty line
    std::uint64_t length{};  ///< of the body; 0 when chunked
    bool chunked{};
    bool waits{};  ///< for 100 (Continue)
    bool http_1_1{};

    bool has_body() const { return chunked || length != 0; }
};

struct header_end {
    std::size_t size{};  ///< of the header with its empty line; 0: more is to come
};

/// Looks for the end of a header in bytes that arrive piecemeal; `seen` is the size of the bytes at the last call (0 at
/// the first), so that the work is linear.
/// Refused at once: what cannot begin a request, a CR or LF alone, NUL, more bytes than the bounds allow.
admitted<header_end> find_header_end(std::string_view bytes, std::size_t seen, const limits& bounds);

/// The gate of RFC 9112, section 6, in its strictest reading: every header that two parsers could take for different
/// messages is refused. Looks at the raw bytes, before any parser has unfolded, merged or normalised them.
/// `header` ends with the empty line. `hosts`: names that Host may have (lower case); empty: any.
admitted<framing> inspect(std::string_view header, const limits& bounds, std::span<const std::string> hosts = {});

}  // namespace marrow::adapter::http

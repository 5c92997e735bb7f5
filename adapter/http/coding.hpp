#pragma once

#include "fhir/fault.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// Content codings that are spoken here (RFC 9110, section 8.4.1).
enum class coding : std::uint8_t { identity, gzip, deflate };

/// As in Accept-Encoding of an answer that refuses another.
constexpr std::string_view known_codings = "gzip, deflate, identity";

std::string_view name_of(coding of);

/// The one coding that Content-Encoding names (empty: identity). A fault (not_supported) for another, or for several.
fhir::result<coding> coding_of_body(std::string_view content_encoding);

/// The coding of those that Accept-Encoding names with the greatest weight; of equals, the first of the enumeration
/// that compresses. Nothing said: identity.
coding coding_for(std::string_view accept_encoding);

std::string compress(std::string_view text, coding as);

/// Takes a body out of its coding, a piece at a time, so that no thread is held and no memory taken for what a bound
/// refuses.
class inflation {
public:
    struct bounds {
        std::size_t size{};   ///< of the result; above: a fault (too_large)
        std::size_t ratio{};  ///< of the result to the body; above, for a result of more than 64 KiB: the same
    };

    /// Whether so many bytes may be held for the result; false ends it with a fault (busy).
    using permit = std::function<bool(std::size_t)>;

    /// The body must outlive it.
    inflation(std::string_view body, coding in, bounds most, permit may_hold);
    ~inflation();
    inflation(const inflation&) = delete;

    /// Goes on until the result is whole or has about so many bytes; whether it is whole. A fault (malformed) when the
    /// body is broken, cut off, or goes on behind its end. After a fault, or the end, not to be called.
    fhir::result<bool> run(std::size_t up_to);

    std::string_view result() const { return std::string_view{buffer_}.substr(0, size_); }

private:
    class stream;

    fhir::result<void> make_room();

    std::unique_ptr<stream> stream_;
    std::size_t from_;
    bool is_gzip_;
    bounds most_;
    permit may_hold_;
    std::string buffer_;
    std::size_t size_{};
};

}  // namespace marrow::adapter::http

#pragma once

#include "fhir/fault.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store {

/// The keys of a store that is encrypted: the first seals, each opens what it sealed. None: nothing is sealed.
///
/// What is sealed: bodies, outcomes and the texts of lines, by AES-256-GCM (NIST SP 800-38D) with a random nonce of 96
/// bits each, and bound to the id of the message by additional authenticated data. The text of a line has a nonce made
/// from it by HMAC-SHA-256, for equal lines of one message must be equal. What stays readable: ids, times, types,
/// senders, request ids, statuses and counts, the days of lines, SHA-256 of bodies, the audit, and the look-up keys:
/// hashes without a key of resource names, patients and identifiers, by which a guess can be confirmed.
class keyring {
public:
    static constexpr std::size_t most_keys = 16;
    static constexpr std::size_t most_bytes = 4096;  ///< of their text

    /// From a text with a key of 32 bytes on each line, in hexadecimal or base64; lines that are empty or begin with #
    /// are passed over. A fault (usage), with nothing of the text in it.
    static fhir::result<keyring> parse(std::string_view text);

    /// From a file; where that is none, from MARROW_STORE_KEY, which may be empty or not there.
    static fhir::result<keyring> read(const std::string& file);

    bool empty() const { return keys_.empty(); }

    /// Of the key that seals: the first half of SHA-256 of it, in hexadecimal.
    std::string id() const;

    /// Whether it is sealed, by any key.
    static bool is_sealed(std::string_view bytes);

    /// Whether the first key has sealed it, or, without a key, nothing has.
    bool is_current(std::string_view bytes) const;

    /// The same keys, by which nothing opens that is not sealed: of a store where all is. Without a key, as it is.
    keyring of_sealed_store() const;

    /// As it is, without a key.
    std::string seal(std::string_view bytes, std::string_view bound_to) const;

    /// What was sealed, and bound to that; what was not sealed, as it is, but of_sealed_store(). None when it was
    /// altered, bound to something else, or sealed by a key that is not here.
    std::optional<std::string> open(std::string_view bytes, std::string_view bound_to) const;

    /// The same for a text, which stays one; equal texts bound to the same give equal ones.
    std::string seal_text(std::string_view text, std::string_view bound_to) const;
    std::optional<std::string> open_text(std::string_view text, std::string_view bound_to) const;
    bool is_current_text(std::string_view text) const;

private:
    using key = std::array<unsigned char, 32>;
    using key_id = std::array<unsigned char, 16>;
    struct named {
        key secret;
        key_id id;
    };
    static constexpr std::size_t nonce_size = 12;
    using nonce = std::array<unsigned char, nonce_size>;

    static std::optional<key> read_key(std::string_view text);
    std::string sealed_with(const nonce& once, std::string_view bytes, std::string_view bound_to) const;
    const named* find(std::string_view sealed) const;
    std::optional<std::string> unsealed(std::string_view bytes) const;

    std::vector<named> keys_;
    bool takes_unsealed_{true};
};

/// What parts of a message are bound to.
std::string bound_body(std::string_view message);
std::string bound_outcome(std::string_view decision, std::uint32_t number);
std::string bound_line(std::string_view message);

}  // namespace marrow::adapter::store

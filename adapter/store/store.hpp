#pragma once

#include "adapter/store/digest.hpp"
#include "fhir/fault.hpp"
#include "fhir/version.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter::store {

/// A submission as it was received.
struct message {
    std::string id;             ///< a FHIR id, unique
    std::int64_t received{};    ///< milliseconds since 1970-01-01 UTC
    std::string type;           ///< resource type of the route: Bundle, Claim, Procedure
    std::string request_id;     ///< of the request that brought it
    std::optional<digest> key;  ///< of the name that its sender gave it, with the route
    digest hash{};              ///< of the body as received
    std::string body;           ///< compressed
};

/// What was answered, and by what.
struct decision {
    std::string id;           ///< a FHIR id, unique: that of the OperationOutcome
    std::uint16_t status{};   ///< of HTTP
    fhir::version release{};  ///< of the outcome
    std::uint32_t errors{};   ///< issues of severity error or fatal
    std::string version;      ///< of Marrow
    std::string basis;        ///< fingerprint of tables and policy
    std::string outcome;      ///< the OperationOutcome as answered, compressed
};

struct record {
    message received;
    decision made;
};

/// What a key names: the hash of the body it came with, and the decision that was answered.
struct keyed {
    digest hash{};
    decision made;
};

/// Where messages and decisions are kept. Each function may be called on any thread. Faults: out_of_space when the
/// disk is full; busy when it cannot be reached, written, or has as much in hand as it holds: nothing was kept then,
/// and the same call may succeed later; internal when the record or what is kept is broken.
class message_store {
public:
    /// How a keep() ended: true when the record is on durable storage; false when an unexpired record has its key, and
    /// this one was not kept.
    using kept = std::function<void(fhir::result<bool>)>;

    virtual ~message_store() = default;

    /// Keeps the record whole, or not at all. `then` is called once, on any thread, perhaps before keep() returns; it
    /// must not throw, nor wait. All are called before the destructor ends.
    virtual void keep(record what, kept then) = 0;

    /// The record of a key, unless the key has expired at `now` (milliseconds since 1970). Waits for a read.
    virtual fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now) = 0;

    /// Waits for a read.
    virtual fhir::result<std::optional<decision>> find_decision(std::string_view id) = 0;

    /// Whether the last attempt to write succeeded. While none does, the store tries by itself once a second.
    virtual bool writable() const = 0;
};

}  // namespace marrow::adapter::store

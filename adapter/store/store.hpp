#pragma once

#include "adapter/store/audit.hpp"
#include "adapter/store/digest.hpp"
#include "adapter/store/meter.hpp"
#include "fhir/fault.hpp"
#include "fhir/version.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store {

/// A submission as it was received.
struct message {
    std::string id;             ///< a FHIR id, unique
    std::int64_t received{};    ///< milliseconds since 1970-01-01 UTC
    std::string type;           ///< resource type of the route: Bundle, Claim, Procedure
    std::string request_id;     ///< of the request that brought it
    std::string sender;         ///< as the server was told; empty: nobody said
    std::optional<digest> key;  ///< of the name that its sender gave it, with the route
    digest hash{};              ///< of the body as received
    std::string body;           ///< compressed
};

/// What was answered, and by what.
struct decision {
    std::string id;           ///< a FHIR id: that of the OperationOutcome
    std::uint32_t number{1};  ///< its version; what follows the first was decided when something came late
    std::int64_t made{};      ///< milliseconds since 1970-01-01 UTC
    std::uint16_t status{};   ///< of HTTP
    fhir::version release{};  ///< of the outcome
    std::uint32_t errors{};   ///< issues of severity error or fatal
    std::string version;      ///< of Marrow
    std::string basis;        ///< fingerprint of tables and policy
    std::string outcome;  ///< the OperationOutcome as answered, compressed; behind it what was answered instead, if so
};

/// What is looked for across messages: a resource by one of its names, or the lines of a patient.
struct named_resource {
    name_key name{};
    std::uint32_t entry{};  ///< in Bundle.entry, as sent; 0 for a lone resource
};

struct patient_line {
    name_key patient{};
    std::int32_t day{};  ///< the first of the service, since 1970-01-01
    std::string what;    ///< as the operations write it
    friend bool operator==(const patient_line&, const patient_line&) = default;
};

/// A name that was looked up, and the newest message that was known to have it; empty: none.
struct awaited_name {
    awaited_name(const name_key& of, std::string in = {}) : name{of}, newest{std::move(in)} {}

    name_key name;
    std::string newest;
};

/// A patient whose lines were looked up, and how many lines of other messages were known.
struct known_patient {
    name_key patient{};
    std::uint32_t lines{};
};

/// What a message has for others, and what it looked up. It is due when another message comes that has a resource of an
/// awaited name, or replaces it, or has lines that concern its own lines (message_store). It is due at once when there
/// is more than was known: what came while it was being decided.
struct ties {
    std::vector<named_resource> resources{};
    std::vector<name_key> replaced{};  ///< names, beside those of its resources, that its claims stand in the place of
    std::vector<patient_line> lines{};
    std::vector<awaited_name> awaited{};
    std::vector<known_patient> patients{};
    std::vector<name_key> marks{};  ///< what a search finds it by
};

/// What the audit tells of a record or revision, made before it is sealed. No rows: nobody has made it yet.
struct evidence {
    std::string rows{};  ///< see adapter/store/proof.hpp
    std::vector<std::string> patients{};
};

struct record {
    message received;
    decision made;
    ties with{};
    std::string peer{};  ///< address from which it came; for the audit
    evidence told{};
};

/// What a key names: the hash of the body it came with, and the decision that was answered.
struct keyed {
    digest hash{};
    decision made;
};

/// A message for which something came that it awaits. The ticket holds until more comes; 0 stands for nobody's turn:
/// the message is decided anew since somebody wants it, and stays due if it was.
struct due {
    std::string message;
    std::int64_t ticket{};
};

/// What is decided anew of a message that is due.
struct revision {
    due of;
    std::int64_t at{};             ///< milliseconds since 1970-01-01 UTC
    std::optional<decision> made;  ///< none when it is what it was
    ties with;                     ///< in place of its lines, marks and what it awaited; what it has and replaces stays
    bool failed{};                 ///< nothing could be decided: all stays as it is, and it is due no more
    evidence told{};
};

/// The newest message that has a resource of a name.
struct found_resource {
    name_key name{};
    std::string message;
    std::optional<std::uint32_t> entry{};  ///< none: it has several
    std::int64_t came{};                   ///< grows from message to message as they came, whatever the clock said
};

struct found_line {
    std::string message;
    patient_line line;
    std::int64_t came{};  ///< of the message, as above
};

/// What a search asks for: of each list one mark at least.
struct search {
    std::vector<std::vector<name_key>> marks{};
    std::int64_t from{};             ///< received at or after, milliseconds since 1970
    std::int64_t until{INT64_MAX};   ///< received before
    std::int64_t before{INT64_MAX};  ///< the `next` of the page before
    std::size_t most{20};
};

/// The last decisions of the messages that were found, the newest message first.
struct page {
    std::vector<decision> found;
    std::int64_t next{};  ///< where the next page begins; 0: this is the last one. It may be there for an empty page.
};

/// Where messages and decisions are kept. Each function may be called on any thread. Faults: out_of_space when the
/// disk is full; busy when it cannot be reached, written, or has as much in hand as it holds: nothing was kept then,
/// and the same call may succeed later; internal when the record or what is kept is broken.
class message_store {
public:
    static constexpr std::uint32_t most_lines = 256;

    /// So many messages, the newest, are due by each name that comes again, and by the lines of each patient of a
    /// message: what all have in common would else make all of them due for each that comes. By a name that was never
    /// there all are due that await it.
    static constexpr std::uint32_t most_woken = 16;

    /// A line concerns lines of the same patient from the day before it (a service over midnight) to so many days after
    /// it: 90 of a global period, 30 of a service. Of more than most_lines of other messages, those of the latest days.
    static constexpr std::int32_t days_before = 1;
    static constexpr std::int32_t days_after = 120;

    /// How it ended: true when it is on durable storage; false when it was not kept since, of keep(), an unexpired
    /// record has its key, or, of revise(), the ticket no longer holds or another decision has the number.
    using kept = std::function<void(fhir::result<bool>)>;

    virtual ~message_store() = default;

    /// Keeps the record whole, with its event of the audit, or not at all. `then` is called once, on any thread,
    /// perhaps before keep() returns; it must not throw, nor wait. All are called before the destructor ends.
    virtual void keep(record what, kept then) = 0;

    /// The same for a revision.
    virtual void revise(revision what, kept then) = 0;

    /// The record of a key, unless the key has expired at `now` (milliseconds since 1970). Waits for a read.
    virtual fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now) = 0;

    /// The decision of a number, the last one for 0. Waits for a read, as do all that follow.
    virtual fhir::result<std::optional<decision>> find_decision(std::string_view id, std::uint32_t number = 0) = 0;

    /// All decisions of an id, the last one first, no more than a thousand.
    virtual fhir::result<std::vector<decision>> find_decisions(std::string_view id) = 0;

    virtual fhir::result<std::optional<message>> find_message(std::string_view id) = 0;

    virtual fhir::result<page> find(const search& wanted) = 0;

    /// In the order of the names; those that no message has are left out.
    virtual fhir::result<std::vector<found_resource>> find_resources(std::span<const name_key> names) = 0;

    /// The lines of a patient that goes by any of the names, for each name the latest day first and no more than
    /// most_lines.
    virtual fhir::result<std::vector<found_line>> find_lines(std::span<const name_key> patients) = 0;

    /// The patients of these messages as the events of their decisions name them, each once, no more than
    /// patient_list::most_read.
    virtual fhir::result<std::vector<std::string>> find_patients(std::span<const std::string> messages) = 0;

    /// How the audit calls what the store knows by that key.
    virtual std::string name_in_audit(const name_key& of) const { return hex(of); }

    /// Messages that are due, those that have waited longest first. Where several processes share a store, they are
    /// given to none of the others for a minute.
    virtual fhir::result<std::vector<due>> take_due(std::size_t most) = 0;

    /// Adds an event to the audit with the next commit, within a second or as soon as there is one: perhaps twice where
    /// it is not known how a commit ended. Nobody waits for it. A fault (busy) when as many wait as are held: what it
    /// tells of must not be done then.
    virtual fhir::result<void> note(audit_event what) = 0;

    /// Whether the last attempt to write succeeded. While none does, the store tries by itself once a second.
    virtual bool writable() const = 0;

    /// What it counts of its writing.
    virtual const meter& measured() const { return meter_; }

protected:
    meter meter_;
};

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/store/digest.hpp"
#include "fhir/fault.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store {

struct patient_line;
struct record;
struct revision;

/// What was done to what is kept.
enum class deed : std::uint8_t {
    kept,
    decided,
    read,
    searched,
    replayed,
    exported,
    backed_up,
    purged,
    cut,
    rekeyed,
    refused,  ///< a submission, that was not kept
    indexed,  ///< lines or marks of a message became others, its decision being what it was
};

std::string_view name_of(deed what);
std::optional<deed> deed_from(std::string_view name);

/// An event of the audit. It names messages, and patients by the keys under which the store knows them; it holds
/// nothing of what was sent.
struct audit_event {
    deed what{};
    std::int64_t at{};                    ///< milliseconds since 1970-01-01 UTC
    std::string of{};                     ///< Claim/ID, OperationOutcome/ID
    std::string query{};                  ///< of a search, names and identifiers in it as keys
    std::string request{};                ///< id of the request; empty: it was a command, or Marrow by itself
    std::string sender{};                 ///< as the request said, or the user of the command
    std::string peer{};                   ///< address from which the request came
    std::string node{};                   ///< machine on which it was done; empty: this one
    std::uint16_t status{};               ///< of the answer
    std::uint64_t count{};                ///< deleted; of a cut, the number of the last event; found; refused untold
    std::int64_t before{};                ///< of a purge or a cut: what was received or noted before that time
    std::int64_t last{};                  ///< of a purge: when the last that it deleted was received
    std::string rows{};                   ///< of what is kept: see adapter/store/proof.hpp
    std::vector<std::string> patients{};  ///< hexadecimal
};

/// What a record or revision leaves, once it is proved (adapter/store/proof.hpp); a revision that decided nothing
/// leaves it only where lines or marks are others.
audit_event event_of(const record& what);
audit_event event_of(const revision& what);

/// Patients as an event names them: of each line the first name of its patient, each once.
class patient_list {
public:
    static constexpr std::size_t most_kept = 16;   ///< of a message that is kept
    static constexpr std::size_t most_read = 256;  ///< of all that is given out at once

    explicit patient_list(std::size_t most) : most_{most} {}

    /// Before the lines of each message.
    void begin_message() { last_.reset(); }
    void add(const patient_line& one);

    std::vector<std::string> take() { return std::move(all_); }

private:
    std::size_t most_;
    std::vector<std::string> all_;
    std::optional<std::string> last_;
};

/// Of a message that is kept.
std::vector<std::string> patients_of(std::span<const patient_line> lines);

/// An event of a command that begins now, done by the user of the process.
audit_event of_command(deed what);

struct audit_link;

/// What tells that the events up to the last of these which was noted before that time are deleted: `count` is its
/// number, `of` its hash. None when the first was not. Of the links, number, time and hash are looked at.
std::optional<audit_event> cut_of(std::span<const audit_link> first, std::int64_t before);

/// In JSON without the time, which stands beside it; what is empty is left out.
std::string text_of(const audit_event& what);

/// None when it is no text of an event.
std::optional<audit_event> read_event(std::string_view text, std::int64_t at);

/// An event as it is kept. All events of a store, whoever wrote them, are one chain: those who write stand in line for
/// it. What is altered or taken out is told by the hashes; what is cut off at the end, or made anew from one link on,
/// by a head that was noted elsewhere.
struct audit_link {
    std::int64_t number{};  ///< from 1 on, without a gap
    std::int64_t at{};
    digest previous{};  ///< hash of the one before; zeros for the first
    digest hash{};
    std::string text{};
};

/// SHA-256 of the previous hash, number and time (eight bytes each, the highest first), and the text.
digest hash_of(const audit_link& what);

/// Goes along a chain.
class chain_check {
public:
    /// The event of the link, if it can be read.
    std::optional<audit_event> add(const audit_link& next);

    std::uint64_t count() const { return count_; }
    const digest& head() const { return last_.hash; }

    /// The first thing that is wrong with all that was added; empty: nothing.
    std::string wrong() const;

private:
    std::string first_wrong_;
    std::uint64_t count_{};
    audit_link first_{};
    audit_link last_{};
    std::int64_t cut_{};    ///< the last number that an event says was deleted
    std::string cut_hash_;  ///< its hash
};

}  // namespace marrow::adapter::store

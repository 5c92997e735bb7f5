#pragma once

#include "adapter/store/seal.hpp"
#include "adapter/store/store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace marrow::adapter::store {

/// What is done to a store from outside, also while a server uses it; `name` is a file, or the address of a database
/// (postgresql://...). What gives patient data out, or deletes it, is in the audit first, with the user of the process.
/// A fault is of kind usage when the name leads to no store of this version, or a store that is encrypted needs a key
/// that is not there; unreadable when the work could not be done.

/// Brings the schema up to date; a database is made into a store, a file must be one.
fhir::result<void> migrate(const std::string& name);

struct soundness {
    static constexpr std::size_t most_named = 100;

    std::uint64_t messages{};
    std::uint64_t decisions{};
    std::uint64_t uncovered{};         ///< messages that the audit does not prove: from before it did, or cut off
    std::uint64_t events{};            ///< of the audit
    digest head{};                     ///< of its chain; zeros without an event
    std::vector<std::string> wrong{};  ///< what is broken, with ids at most, the first hundred; empty: nothing

    void say(std::string what)
    {
        if (wrong.size() < most_named) wrong.push_back(std::move(what));
    }
};

/// That each body is whole and is what was received, each outcome is whole, the audit is one chain, and what is kept is
/// what it tells: adapter/store/reckoning.hpp says how far. Of a file, its structure too.
fhir::result<soundness> check(const std::string& name, const keyring& by = {});

/// Writes a copy, whole in itself, to a file (readable for its owner alone) that is not there yet. What is kept
/// meanwhile is in it whole or not at all. A fault (usage) for a database, which has programs of its own for that.
fhir::result<void> back_up(const std::string& name, const std::string& to);

/// A message with its body as received and one of its decisions with the outcome as answered.
struct exported {
    record what;
    std::string body;
    std::string outcome;
};

/// Gives the events of the audit that were noted from then on and before then (milliseconds since 1970), in the order
/// of the chain, until `to` returns false.
fhir::result<void> read_audit(
    const std::string& name, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
);

/// Gives each message, in the order in which they were kept, once for each decision, until `to` returns false.
fhir::result<void>
export_all(const std::string& name, const std::function<bool(const exported&)>& to, const keyring& by = {});

/// Opens body and outcome of a record as it is kept, and expands them; false when that cannot be.
bool take_out(exported& from, const keyring& by);

/// Whether a deletion goes on, asked after each step.
using goes_on = std::function<bool()>;
inline bool to_the_end()
{
    return true;
}

/// Deletes messages received before that time (milliseconds since 1970), with their decisions and keys, in steps of a
/// hundred, each with its event in the audit. Returns how many. A file overwrites them, keeps its size and fills again.
fhir::result<std::uint64_t> purge(const std::string& name, std::int64_t before, const goes_on& next = to_the_end);

/// Deletes the events of the audit that were noted before that time, from the first on up to one that was not, in steps
/// of a thousand. Each step leaves an event with which check() finds the rest of the chain whole. Returns how many.
fhir::result<std::uint64_t> cut_audit(const std::string& name, std::int64_t before, const goes_on& next = to_the_end);

/// Seals by the first key what another sealed or none, in transactions of fifty messages, and forgets the other keys
/// when nothing is left. Broken off, it does the rest when it is called again. Servers that run meanwhile must have the
/// key as their first. Returns how many messages it changed. What is not sealed where all should be is broken, unless
/// `unsealed` says to take it.
enum class unsealed : std::uint8_t { refused, taken };
fhir::result<std::uint64_t>
rekey(const std::string& name, const keyring& by, const goes_on& next = to_the_end, unsealed plain = unsealed::refused);

}  // namespace marrow::adapter::store

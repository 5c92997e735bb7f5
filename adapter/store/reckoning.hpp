#pragma once

#include "adapter/store/number_set.hpp"
#include "adapter/store/upkeep.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace marrow::adapter::store {

/// What an event tells of rows.
struct telling {
    audit_event by{};
    std::string id{};          ///< of the message, and of its decisions
    std::uint32_t decision{};  ///< its number; 0: the event is of lines and marks alone
};

/// What is there of that. What is not has the number 0.
struct found_rows {
    std::int64_t message{};
    std::int64_t decision{};
    std::int64_t message_of_decision{};
    std::uint32_t last_decision{};  ///< of the id
    store::message came{};          ///< without its body
    store::decision made{};
    std::string resources{};  ///< as packed() has them
    std::vector<patient_line> lines{};
    std::string marks{};  ///< as packed() has them
};

/// Up to these numbers rows are from before events told of them.
struct unproven {
    std::int64_t message{};
    std::int64_t decision{};
};

/// Holds what a store has against its audit: first add() with each link of the chain and, where that gives something,
/// hold() with what is there of it, in their order; then end_of_chain(); then all messages and all decisions. It says
/// what is wrong into `into`, and needs a bit of memory for each row.
///
/// Proved of a message: its row, body (by its hash), decisions with their outcomes, names of resources, and the lines
/// and marks as they were written last; that none of it is gone but for a purge that the audit tells of; and that none
/// is there of which the audit does not tell. Not proved: what a message awaits and whether it is due, the keys by
/// which it is known again, and anything of those that are counted as uncovered: from before this was noted, or of
/// events that were deleted. Who can write the store can make chain and rows anew: that, and events cut off the end
/// which no row follows from, are told by a head alone that was noted elsewhere.
class reckoning {
public:
    reckoning(soundness& into, const keyring& by, unproven from) : made_{into}, by_{by}, unproven_{from} {}

    std::optional<telling> add(const audit_link& next);
    void hold(const telling& told, found_rows there);
    void end_of_chain();

    void message(std::int64_t number, std::string_view id, std::int64_t received);
    void decision(std::int64_t number, std::string_view id, std::uint32_t version, std::int64_t made);

private:
    void hold_message(const telling& told, const found_rows& there);
    void hold_decision(const telling& told, found_rows& there);
    void hold_index(const telling& told, found_rows& there);

    soundness& made_;
    const keyring& by_;
    unproven unproven_;
    chain_check chain_;
    number_set messages_, decisions_;                ///< of which an event told
    std::multimap<std::int64_t, std::string> gone_;  ///< by the time they were received; the youngest
    std::map<std::string, bool> other_index_;        ///< unlike what its last event told
    std::int64_t purged_{INT64_MIN};                 ///< what was received up to then may be gone
    std::int64_t cut_{INT64_MIN};                    ///< events of what was noted before may be gone
};

}  // namespace marrow::adapter::store

#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter::store::sqlite {

/// The columns of a decision, in the order in which read_decision() takes them; its table is named d.
#define MARROW_DECISION_COLUMNS "d.id, d.status, d.release, d.errors, d.version, d.basis, d.outcome"

/// Messages with their decisions, as read_record() takes them, in the order in which they were kept.
inline constexpr std::string_view all_records =
    "SELECT " MARROW_DECISION_COLUMNS ", m.id, m.received, m.type, m.request_id, m.key, m.hash, m.body FROM message m "
    "JOIN decision d ON d.message = m.number ORDER BY m.number, d.number";

digest read_digest(std::string_view bytes);
decision read_decision(const statement& row);
record read_record(const statement& row);

}  // namespace marrow::adapter::store::sqlite

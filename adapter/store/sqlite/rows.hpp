#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

/// The columns of a decision and of a message, as read_decision() and read_message() take them; their tables are named
/// d and m.
#define MARROW_DECISION_COLUMNS "d.id, d.ordinal, d.made, d.status, d.release, d.errors, d.version, d.basis, d.outcome"
#define MARROW_MESSAGE_COLUMNS "m.id, m.received, m.type, m.request_id, m.sender, m.key, m.hash, m.body"
inline constexpr int decision_columns = 9;
inline constexpr int message_columns = 8;

/// Messages with their decisions, as read_record() takes them, in the order in which they were kept.
inline constexpr std::string_view all_records =
    "SELECT " MARROW_DECISION_COLUMNS ", " MARROW_MESSAGE_COLUMNS
    " FROM message m JOIN decision d ON d.message = m.number ORDER BY m.number, d.ordinal";

/// Calls `take` for each row, and resets. SQLITE_DONE, or an error.
template <class Take>
int each_row(statement& rows, Take take)
{
    int code = rows.step();
    for (; code == SQLITE_ROW; code = rows.step())
        take(rows);
    rows.reset();
    return code;
}

digest read_digest(std::string_view bytes);
name_key read_name(std::string_view bytes);
decision read_decision(const statement& row);
message read_message(const statement& row, int column);
patient_line read_line(const statement& row, int column);  ///< patient, day, what
record read_record(const statement& row);

}  // namespace marrow::adapter::store::sqlite

#pragma once

#include "adapter/store/postgres/reply.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter::store::postgres {

/// The columns of a decision and of a message, as read_decision() and read_message() take them; their tables are named
/// d and m.
#define MARROW_DECISION_COLUMNS "d.id, d.ordinal, d.made, d.status, d.release, d.errors, d.version, d.basis, d.outcome"
#define MARROW_MESSAGE_COLUMNS "m.id, m.received, m.type, m.request_id, m.sender, m.key, m.hash, m.body"
inline constexpr int decision_columns = 9;
inline constexpr int message_columns = 8;

digest read_digest(std::string_view bytes);
name_key read_name(std::string_view bytes);
decision read_decision(const reply& from, int row, int column = 0);
message read_message(const reply& from, int row, int column = 0);

}  // namespace marrow::adapter::store::postgres

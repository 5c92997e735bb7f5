#pragma once

#include "adapter/store/postgres/connection.hpp"
#include "adapter/store/queue.hpp"

#include <span>

namespace marrow::adapter::store::postgres {

/// In it stand those that write, from here to the end of their transaction.
inline constexpr const char* in_line = "SELECT pg_advisory_xact_lock(hashtextextended('marrow.writers', 0))";

/// Makes the statements of a session that writes known to it.
outcome<reply> prepare_to_write(connection& at);

/// Adds the commands that open a transaction and stand in line, so that what awaits a name and what brings it, on two
/// nodes, never miss one another.
void add_begin(connection& to);
void add_commit(connection& to);

/// Adds the commands that write it, within a transaction, and returns how many. is_kept() tells by the reply to the
/// first of them whether it was written, or its key was taken, or its ticket no longer holds.
std::size_t add(connection& to, const record& what, std::chrono::milliseconds key_lifetime);
std::size_t add(connection& to, const revision& what, std::chrono::milliseconds key_lifetime);
bool is_kept(const reply& first);

/// Adds the command that puts into the audit what these leave, where they were written, and then `notes`: the last
/// before the commit.
void add_audit(connection& to, std::span<const waiting> all, std::span<const audit_event> notes);

/// The same for one event, in a transaction that stands in line, without what prepare_to_write() made known.
outcome<reply> note(connection& at, const audit_event& what);

/// Adds a command whose reply has a row when it is there.
void add_look(connection& to, const record& what);
void add_look(connection& to, const revision& what);

/// Adds a command that writes so many bytes for nothing.
void add_probe(connection& to, std::size_t size);

}  // namespace marrow::adapter::store::postgres

#include "adapter/store/sqlite/inserter.hpp"

#include "adapter/store/proof.hpp"
#include "adapter/store/sqlite/rows.hpp"

#include <limits>
#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

namespace {

/// What awaits a patient's lines awaits them again, however often they come: the newest of it alone is woken.
constexpr std::int64_t most_woken_by_line = 16;

}  // namespace

inserter::inserter(connection& in, std::chrono::milliseconds key_lifetime)
    : file_{in},
      key_lifetime_{key_lifetime},
      keyed_{in.prepare("SELECT 1 FROM idempotency WHERE key = ? AND received > ?")},
      message_{in.prepare("INSERT INTO message (id, received, type, request_id, key, hash, body, sender) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")},
      decision_{in.prepare("INSERT INTO decision (id, ordinal, made, message, status, release, errors, version, basis, "
                           "outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")},
      key_{in.prepare("INSERT OR REPLACE INTO idempotency (key, received, decision) VALUES (?, ?, ?)")},
      resource_{in.prepare("INSERT OR IGNORE INTO resource (name, message, entry) VALUES (?, ?, ?)")},
      line_{in.prepare("INSERT INTO line (patient, day, message, ordinal, what) VALUES (?, ?, ?, ?, ?)")},
      mark_{in.prepare("INSERT OR IGNORE INTO mark (name, message) VALUES (?, ?)")},
      awaited_{in.prepare("INSERT OR IGNORE INTO awaited (name, message) VALUES (?, ?)")},
      wake_{in.prepare("INSERT INTO due (message, since, ticket) "
                       "SELECT message, ?3, 1 FROM awaited WHERE name = ?1 AND message <> ?2 "
                       "ORDER BY message DESC LIMIT ?4 "
                       "ON CONFLICT (message) DO UPDATE SET ticket = ticket + 1")},
      is_resource_{in.prepare("SELECT 1 FROM resource WHERE name = ?1 AND message <> ?2 LIMIT 1")},
      known_{in.prepare("SELECT count(*) FROM "
                        "(SELECT 1 FROM line WHERE patient = ?1 AND message <> ?2 LIMIT ?3)")},
      wake_self_{in.prepare("INSERT INTO due (message, since, ticket) VALUES (?, ?, 1) "
                            "ON CONFLICT (message) DO UPDATE SET ticket = ticket + 1")},
      taken_{in.prepare("SELECT m.number FROM message m LEFT JOIN due d ON d.message = m.number "
                        "WHERE m.id = ?1 AND (?2 = 0 OR d.ticket = ?2)")},
      settled_{in.prepare("DELETE FROM due WHERE message = ?")},
      lines_{in.prepare("SELECT patient, day, what FROM line WHERE message = ? ORDER BY ordinal")},
      marks_{in.prepare("SELECT name FROM mark WHERE message = ? ORDER BY name")},
      forget_lines_{in.prepare("DELETE FROM line WHERE message = ?")},
      forget_awaited_{in.prepare("DELETE FROM awaited WHERE message = ?")},
      forget_marks_{in.prepare("DELETE FROM mark WHERE message = ?")},
      begin_one_{in.prepare("SAVEPOINT one")},
      undo_one_{in.prepare("ROLLBACK TO one")},
      end_one_{in.prepare("RELEASE one")}
{
}

template <class Rows>
int inserter::alone(fhir::result<bool>& how, Rows rows)
{
    int code = begin_one_.run();
    if (code == SQLITE_OK) code = rows();
    if ((code & 0xFF) == SQLITE_CONSTRAINT) {
        how = file_.fault_of(code);
        code = undo_one_.run();
    }
    return code == SQLITE_OK ? end_one_.run() : code;
}

int inserter::insert(const record& what, fhir::result<bool>& how)
{
    is_told_ = true;
    if (const auto& key = what.received.key) {
        const int code = keyed_.bind_blob(1, *key).bind(2, what.received.received - key_lifetime_.count()).step();
        keyed_.reset();
        how = code != SQLITE_ROW;
        if (code != SQLITE_DONE) return code == SQLITE_ROW ? SQLITE_OK : code;
    }
    return alone(how, [&] { return insert_rows(what); });
}

int inserter::insert(const revision& what, fhir::result<bool>& how)
{
    std::int64_t message = 0;
    if (const int code = take(what.of, message); code != SQLITE_ROW) {
        how = false;
        return code == SQLITE_DONE ? SQLITE_OK : code;
    }
    const int code = alone(how, [&] { return revise_rows(what, message); });
    if (!how) how = false;
    return code;
}

int inserter::insert_rows(const record& what)
{
    const std::int64_t now = what.received.received;
    int code = insert_message(what.received);
    if (code != SQLITE_OK) return code;
    const std::int64_t message = file_.last_row();
    code = insert_decision(what.made, message);
    if (code == SQLITE_OK && what.received.key)
        code = key_.bind_blob(1, *what.received.key).bind(2, now).bind(3, file_.last_row()).run();
    if (code == SQLITE_OK) code = insert_resources(what.with.resources, message, now);
    if (code == SQLITE_OK) code = insert_lines(what.with.lines, message, now);
    if (code == SQLITE_OK) code = insert_marks(what.with.marks, message);
    return code == SQLITE_OK ? insert_awaited(what.with, message, now) : code;
}

int inserter::insert_message(const message& came)
{
    message_.bind(1, came.id).bind(2, came.received).bind(3, came.type).bind(4, came.request_id);
    came.key ? message_.bind_blob(5, *came.key) : message_.bind_null(5);
    return message_.bind_blob(6, came.hash).bind_blob(7, came.body).bind(8, came.sender).run();
}

int inserter::insert_decision(const decision& made, std::int64_t message)
{
    decision_.bind(1, made.id).bind(2, std::int64_t{made.number}).bind(3, made.made).bind(4, message);
    decision_.bind(5, std::int64_t{made.status}).bind(6, fhir::name_of(made.release));
    decision_.bind(7, std::int64_t{made.errors}).bind(8, made.version).bind(9, made.basis);
    return decision_.bind_blob(10, made.outcome).run();
}

int inserter::insert_resources(std::span<const named_resource> all, std::int64_t message, std::int64_t now)
{
    for (const named_resource& each : all) {
        int code = resource_.bind_blob(1, each.name).bind(2, message).bind(3, std::int64_t{each.entry}).run();
        if (code == SQLITE_OK) code = make_due(each.name, message, now, std::numeric_limits<std::int64_t>::max());
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int inserter::insert_lines(std::span<const patient_line> all, std::int64_t message, std::int64_t now)
{
    std::int64_t ordinal = 0;
    for (const patient_line& each : all) {
        line_.bind_blob(1, each.patient).bind(2, std::int64_t{each.day}).bind(3, message).bind(4, ordinal++);
        int code = line_.bind(5, each.what).run();
        if (code == SQLITE_OK) code = make_due(each.patient, message, now, most_woken_by_line);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int inserter::insert_marks(std::span<const name_key> all, std::int64_t message)
{
    for (const name_key& each : all)
        if (const int code = mark_.bind_blob(1, each).bind(2, message).run(); code != SQLITE_OK) return code;
    return SQLITE_OK;
}

/// What came while the decision was being made wakes it at once.
int inserter::insert_awaited(const ties& with, std::int64_t message, std::int64_t now)
{
    const auto await = [&](const name_key& name, bool has_come) {
        const int code = awaited_.bind_blob(1, name).bind(2, message).run();
        return code == SQLITE_OK && has_come ? wake_self_.bind(1, message).bind(2, now).run() : code;
    };
    int code = SQLITE_OK;
    for (const name_key& name : with.awaited) {
        const int found = is_resource_.bind_blob(1, name).bind(2, message).step();
        is_resource_.reset();
        code = found == SQLITE_ROW || found == SQLITE_DONE ? await(name, found == SQLITE_ROW) : found;
        if (code != SQLITE_OK) return code;
    }
    for (const awaited_patient& each : with.awaited_patients) {
        known_.bind_blob(1, each.patient).bind(2, message).bind(3, std::int64_t{message_store::most_lines});
        const int found = known_.step();
        const bool has_come = found == SQLITE_ROW && known_.number(0) != each.known;
        known_.reset();
        code = found == SQLITE_ROW ? await(each.patient, has_come) : found;
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int inserter::make_due(const name_key& name, std::int64_t message, std::int64_t now, std::int64_t most)
{
    return wake_.bind_blob(1, name).bind(2, message).bind(3, now).bind(4, most).run();
}

int inserter::take(const due& of, std::int64_t& message)
{
    const int code = taken_.bind(1, of.message).bind(2, of.ticket).step();
    if (code == SQLITE_ROW) message = taken_.number(0);
    taken_.reset();
    return code;
}

int inserter::revise_rows(const revision& what, std::int64_t message)
{
    int code = what.of.ticket == 0 ? SQLITE_OK : settled_.bind(1, message).run();
    if (code == SQLITE_OK && what.made) code = insert_decision(*what.made, message);
    if (code == SQLITE_OK) code = forget_awaited_.bind(1, message).run();
    bool other_marks = false;
    bool other_lines = false;
    if (code == SQLITE_OK) code = replace_marks(what, message, other_marks);
    if (code == SQLITE_OK) code = replace_lines(what, message, other_lines);
    is_told_ = what.made || other_marks || other_lines;
    return code == SQLITE_OK ? insert_awaited(what.with, message, what.at) : code;
}

int inserter::replace_lines(const revision& what, std::int64_t message, bool& differ)
{
    std::vector<patient_line> before;
    const int read =
        each_row(lines_.bind(1, message), [&](const statement& row) { before.push_back(read_line(row, 0)); });
    differ = before != what.with.lines;
    if (read != SQLITE_DONE || !differ) return read == SQLITE_DONE ? SQLITE_OK : read;
    const int code = forget_lines_.bind(1, message).run();
    return code == SQLITE_OK ? insert_lines(what.with.lines, message, what.at) : code;
}

int inserter::replace_marks(const revision& what, std::int64_t message, bool& differ)
{
    std::string before;
    const int read = each_row(marks_.bind(1, message), [&](const statement& row) { before += row.text(0); });
    differ = before != packed(what.with.marks);
    if (read != SQLITE_DONE || !differ) return read == SQLITE_DONE ? SQLITE_OK : read;
    const int code = forget_marks_.bind(1, message).run();
    return code == SQLITE_OK ? insert_marks(what.with.marks, message) : code;
}

}  // namespace marrow::adapter::store::sqlite

#include "adapter/store/sqlite/inserter.hpp"

#include "adapter/store/proof.hpp"
#include "adapter/store/sqlite/rows.hpp"

#include <algorithm>
#include <map>
#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

namespace {

// Those that await a name: all where no other message has it, else the newest.
constexpr std::string_view wake_by_name = R"(
INSERT INTO due (message, since, ticket)
SELECT message, ?3, 1 FROM awaited WHERE name = ?1 AND message <> ?2 ORDER BY message DESC
LIMIT (SELECT CASE WHEN EXISTS (SELECT 1 FROM resource WHERE name = ?1 AND message <> ?2) THEN ?4 ELSE -1 END)
ON CONFLICT (message) DO UPDATE SET ticket = ticket + 1)";

constexpr std::string_view wake_by_lines = R"(
INSERT INTO due (message, since, ticket)
SELECT DISTINCT message, ?3, 1 FROM (
    SELECT message FROM line WHERE patient = ?1 AND message <> ?2 AND day BETWEEN ?4 AND ?5
    ORDER BY day DESC, message DESC LIMIT ?6)
WHERE true ORDER BY message DESC LIMIT ?7
ON CONFLICT (message) DO UPDATE SET ticket = ticket + 1)";

struct days {
    std::int64_t first{INT64_MAX};
    std::int64_t last{INT64_MIN};
};

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
      is_awaited_{in.prepare("SELECT 1 FROM awaited WHERE name = ?1 AND message <> ?2 LIMIT 1")},
      wake_by_name_{in.prepare(wake_by_name)},
      wake_by_lines_{in.prepare(wake_by_lines)},
      newest_{in.prepare("SELECT r.message, m.id FROM resource r JOIN message m ON m.number = r.message "
                         "WHERE r.name = ? ORDER BY r.message DESC LIMIT 1")},
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
    if (code == SQLITE_OK) code = insert_resources(what.with, message, now);
    if (code == SQLITE_OK) code = insert_lines(what.with.lines, message);
    if (code == SQLITE_OK) code = wake(what.with.lines, message, now);
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

int inserter::insert_resources(const ties& with, std::int64_t message, std::int64_t now)
{
    for (const named_resource& each : with.resources) {
        int code = resource_.bind_blob(1, each.name).bind(2, message).bind(3, std::int64_t{each.entry}).run();
        if (code == SQLITE_OK) code = wake(each.name, message, now);
        if (code != SQLITE_OK) return code;
    }
    for (const name_key& each : with.replaced)
        if (const int code = wake(each, message, now); code != SQLITE_OK) return code;
    return SQLITE_OK;
}

int inserter::insert_lines(std::span<const patient_line> all, std::int64_t message)
{
    std::int64_t ordinal = 0;
    for (const patient_line& each : all) {
        line_.bind_blob(1, each.patient).bind(2, std::int64_t{each.day}).bind(3, message).bind(4, ordinal++);
        if (const int code = line_.bind(5, each.what).run(); code != SQLITE_OK) return code;
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
    bool has_come = false;
    for (const awaited_name& each : with.awaited) {
        const int found = newest_.bind_blob(1, each.name).step();
        if (found == SQLITE_ROW) has_come |= newest_.number(0) != message && newest_.text(1) != each.newest;
        newest_.reset();
        if (found != SQLITE_ROW && found != SQLITE_DONE) return found;
        if (const int code = awaited_.bind_blob(1, each.name).bind(2, message).run(); code != SQLITE_OK) return code;
    }
    for (const known_patient& each : with.patients) {
        known_.bind_blob(1, each.patient).bind(2, message).bind(3, std::int64_t{message_store::most_lines});
        const int found = known_.step();
        if (found == SQLITE_ROW) has_come |= known_.number(0) != each.lines;
        known_.reset();
        if (found != SQLITE_ROW) return found;
    }
    return has_come ? wake_self_.bind(1, message).bind(2, now).run() : SQLITE_OK;
}

/// What awaits the name. Most names nobody awaits: that is asked first, and costs the least.
int inserter::wake(const name_key& name, std::int64_t message, std::int64_t now)
{
    const int found = is_awaited_.bind_blob(1, name).bind(2, message).step();
    is_awaited_.reset();
    if (found != SQLITE_ROW) return found == SQLITE_DONE ? SQLITE_OK : found;
    wake_by_name_.bind_blob(1, name).bind(2, message).bind(3, now);
    return wake_by_name_.bind(4, std::int64_t{message_store::most_woken}).run();
}

/// What has lines that these concern.
int inserter::wake(std::span<const patient_line> by, std::int64_t message, std::int64_t now)
{
    std::map<name_key, days> of;
    for (const patient_line& each : by) {
        days& theirs = of[each.patient];
        theirs.first = std::min<std::int64_t>(theirs.first, each.day);
        theirs.last = std::max<std::int64_t>(theirs.last, each.day);
    }
    for (const auto& [patient, theirs] : of) {
        wake_by_lines_.bind_blob(1, patient).bind(2, message).bind(3, now);
        wake_by_lines_.bind(4, theirs.first - message_store::days_before);
        wake_by_lines_.bind(5, theirs.last + message_store::days_after);
        wake_by_lines_.bind(6, std::int64_t{message_store::most_lines});
        wake_by_lines_.bind(7, std::int64_t{message_store::most_woken});
        if (const int code = wake_by_lines_.run(); code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
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
    is_told_ = false;
    if (what.failed) return code;
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
    int code = forget_lines_.bind(1, message).run();
    if (code == SQLITE_OK) code = insert_lines(what.with.lines, message);
    before.insert(before.end(), what.with.lines.begin(), what.with.lines.end());
    return code == SQLITE_OK ? wake(before, message, what.at) : code;
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

#include "adapter/store/compressed.hpp"
#include "adapter/store/proof.hpp"
#include "adapter/store/reckoning.hpp"
#include "adapter/store/sqlite/ledger.hpp"
#include "adapter/store/sqlite/opened.hpp"
#include "adapter/store/sqlite/rows.hpp"
#include "adapter/store/sqlite/upkeep.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store {

using sqlite::connection;
using sqlite::each_row;
using sqlite::open_file;
using sqlite::statement;

namespace {

constexpr std::string_view message_of_id =
    "SELECT number, id, received, type, request_id, sender, key, hash, x'' FROM message WHERE id = ?";

constexpr std::string_view decision_of_id =
    "SELECT " MARROW_DECISION_COLUMNS
    ", d.number, d.message, (SELECT max(l.ordinal) FROM decision l WHERE l.id = d.id) "
    "FROM decision d WHERE d.id = ? AND d.ordinal = ?";

/// What an event tells of, as it stands in the file.
class finder {
public:
    explicit finder(connection& in)
        : message_{in.prepare(message_of_id)},
          decision_{in.prepare(decision_of_id)},
          resources_{in.prepare("SELECT name, entry FROM resource WHERE message = ? ORDER BY name, entry")},
          lines_{in.prepare("SELECT patient, day, what FROM line WHERE message = ? ORDER BY ordinal")},
          marks_{in.prepare("SELECT name FROM mark WHERE message = ? ORDER BY name")}
    {
    }

    /// SQLITE_DONE or an error.
    int find(const telling& told, found_rows& into)
    {
        int code = each_row(message_.bind(1, told.id), [&](const statement& row) {
            into.message = row.number(0);
            into.came = sqlite::read_message(row, 1);
        });
        if (code != SQLITE_DONE || into.message == 0) return code;
        code = each_row(decision_.bind(1, told.id).bind(2, std::int64_t{told.decision}), [&](const statement& row) {
            into.made = sqlite::read_decision(row);
            into.decision = row.number(sqlite::decision_columns);
            into.message_of_decision = row.number(sqlite::decision_columns + 1);
            into.last_decision = static_cast<std::uint32_t>(row.number(sqlite::decision_columns + 2));
        });
        if (code == SQLITE_DONE && told.by.what == deed::kept)
            code = each_row(resources_.bind(1, into.message), [&](const statement& row) {
                append_packed(into.resources, sqlite::read_name(row.text(0)), row.number(1));
            });
        if (code == SQLITE_DONE)
            code = each_row(lines_.bind(1, into.message), [&](const statement& row) {
                into.lines.push_back(sqlite::read_line(row, 0));
            });
        if (code == SQLITE_DONE)
            code = each_row(marks_.bind(1, into.message), [&](const statement& row) { into.marks += row.text(0); });
        return code;
    }

private:
    statement message_, decision_, resources_, lines_, marks_;
};

/// The rows of a PRAGMA that says what is wrong, or "ok".
int add_complaints(connection& file, const char* sql, soundness& made)
{
    statement all = file.prepare(sql);
    return each_row(all, [&](const statement& row) {
        if (row.text(0) != "ok") made.say(std::string{row.text(0)});
    });
}

int check_audit(connection& file, reckoning& by)
{
    finder rows{file};
    statement all = file.prepare(sqlite::all_links);
    int code = all.bind(1, INT64_MIN).bind(2, INT64_MAX).step();
    for (int found = SQLITE_DONE; code == SQLITE_ROW; code = found == SQLITE_DONE ? all.step() : found) {
        const auto told = by.add(sqlite::read_link(all));
        found_rows there;
        if (told) found = rows.find(*told, there);
        if (told && found == SQLITE_DONE) by.hold(*told, std::move(there));
    }
    by.end_of_chain();
    return code;
}

int check_messages(connection& file, const keyring& by, soundness& made, reckoning& held)
{
    statement all = file.prepare("SELECT m.id, m.hash, m.body, EXISTS (SELECT 1 FROM decision d WHERE d.message = "
                                 "m.number), m.number, m.received FROM message m ORDER BY m.number");
    return each_row(all, [&](const statement& row) {
        ++made.messages;
        const std::string name = "message " + std::string{row.text(0)} + ": ";
        const auto kept = by.open(row.text(2), bound_body(row.text(0)));
        std::string body;
        if (!kept) {
            made.say(name + "its body does not open: it was altered");
        } else if (!expand(*kept, body)) {
            made.say(name + "its body cannot be expanded");
        } else if (digest_of(std::string_view{body}) != sqlite::read_digest(row.text(1))) {
            made.say(name + "its body is not what was received");
        }
        if (row.number(3) == 0) made.say(name + "it has no decision");
        held.message(row.number(4), row.text(0), row.number(5));
    });
}

int check_decisions(connection& file, const keyring& by, soundness& made, reckoning& held)
{
    statement all = file.prepare("SELECT id, outcome, ordinal, number, made FROM decision ORDER BY number");
    return each_row(all, [&](const statement& row) {
        ++made.decisions;
        const std::string name = "decision " + std::string{row.text(0)} + ": ";
        const auto version = static_cast<std::uint32_t>(row.number(2));
        const auto kept = by.open(row.text(1), bound_outcome(row.text(0), version));
        std::string outcome;
        if (!kept) {
            made.say(name + "its outcome does not open: it was altered");
        } else if (!expand(*kept, outcome)) {
            made.say(name + "its outcome cannot be expanded");
        }
        held.decision(row.number(3), row.text(0), version, row.number(4));
    });
}

int read_unproven(connection& file, unproven& into)
{
    statement last = file.prepare("SELECT message, decision FROM unproven");
    return each_row(last, [&](const statement& row) { into = {row.number(0), row.number(1)}; });
}

}  // namespace

fhir::result<soundness> check_sqlite(const std::string& path, const keyring& by)
{
    auto file = open_file(path);
    if (!file) return file.error();
    soundness made;
    unproven from;
    int code = file->execute("PRAGMA cache_size = 4096; BEGIN");
    for (const char* sql :
         {"PRAGMA integrity_check",
          "SELECT 'a row of ' || \"table\" || ' refers to none' FROM pragma_foreign_key_check"})
        if (code == SQLITE_OK || code == SQLITE_DONE) code = add_complaints(*file, sql, made);
    if (code == SQLITE_DONE) code = read_unproven(*file, from);
    reckoning held{made, by, from};
    if (code == SQLITE_DONE) code = check_audit(*file, held);
    if (code == SQLITE_DONE) code = check_messages(*file, by, made, held);
    if (code == SQLITE_DONE) code = check_decisions(*file, by, made, held);
    if (code != SQLITE_DONE) made.wrong.push_back("it cannot be read to its end: " + file->message());
    return made;
}

}  // namespace marrow::adapter::store

#include "adapter/store/sqlite/sealing.hpp"

#include "adapter/store/sqlite/opened.hpp"
#include "adapter/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store {

using sqlite::connection;
using sqlite::not_done;
using sqlite::open_file;
using sqlite::statement;
using kind = sealed_part::kind;

namespace {

constexpr std::string_view bodies_after =
    "SELECT number, id, body FROM message WHERE number > ? ORDER BY number LIMIT ?";

/// The rest of the messages, whose bodies `all` begins with.
int add_rest(connection& file, std::vector<sealed_part>& all)
{
    statement decisions = file.prepare("SELECT number, id, ordinal, outcome FROM decision WHERE message = ?");
    statement lines = file.prepare("SELECT patient, day, ordinal, what FROM line WHERE message = ?");
    const std::size_t messages = all.size();
    int code = SQLITE_DONE;
    for (std::size_t i = 0; code == SQLITE_DONE && i < messages; ++i) {
        const std::int64_t number = all[i].row;
        const std::string id = all[i].id;
        const auto ordinal = [](const statement& row) { return static_cast<std::uint32_t>(row.number(2)); };
        decisions.reset();
        for (code = decisions.bind(1, number).step(); code == SQLITE_ROW; code = decisions.step())
            all.push_back(
                {kind::outcome,
                 decisions.number(0),
                 std::string{decisions.text(1)},
                 ordinal(decisions),
                 {},
                 {},
                 std::string{decisions.text(3)}}
            );
        if (code != SQLITE_DONE) return code;
        lines.reset();
        for (code = lines.bind(1, number).step(); code == SQLITE_ROW; code = lines.step())
            all.push_back(
                {kind::line,
                 number,
                 id,
                 ordinal(lines),
                 sqlite::read_name(lines.text(0)),
                 lines.number(1),
                 std::string{lines.text(3)}}
            );
    }
    return code;
}

int write(connection& file, const std::vector<sealed_part>& all)
{
    statement body = file.prepare("UPDATE message SET body = ? WHERE number = ?");
    statement outcome = file.prepare("UPDATE decision SET outcome = ? WHERE number = ?");
    statement line =
        file.prepare("UPDATE line SET what = ? WHERE message = ? AND ordinal = ? AND patient = ? AND day = ?");
    int code = SQLITE_OK;
    for (std::size_t i = 0; code == SQLITE_OK && i < all.size(); ++i) {
        const sealed_part& one = all[i];
        if (one.what == kind::line) {
            line.bind(1, one.bytes).bind(2, one.row).bind(3, std::int64_t{one.ordinal});
            code = line.bind_blob(4, one.patient).bind(5, one.day).run();
        } else {
            statement& to = one.what == kind::body ? body : outcome;
            code = to.bind_blob(1, one.bytes).bind(2, one.row).run();
        }
    }
    return code;
}

}  // namespace

fhir::result<std::vector<key_proof>> proofs_sqlite(const std::string& path)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement all = file->prepare("SELECT id, proof FROM seal");
    std::vector<key_proof> out;
    int code = all.step();
    for (; code == SQLITE_ROW; code = all.step())
        out.push_back({std::string{all.text(0)}, std::string{all.text(1)}});
    if (code != SQLITE_DONE) return not_done(*file);
    return out;
}

fhir::result<void> add_proof_sqlite(const std::string& path, const key_proof& one)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement added = file->prepare("INSERT OR IGNORE INTO seal (id, proof) VALUES (?, ?)");
    if (added.bind(1, one.id).bind_blob(2, one.proof).run() != SQLITE_OK) return not_done(*file);
    return {};
}

fhir::result<void> drop_proofs_sqlite(const std::string& path, const std::string& id)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement gone = file->prepare("DELETE FROM seal WHERE id <> ?");
    int code = gone.bind(1, id).run();
    if (code == SQLITE_OK) code = file->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    if (code != SQLITE_OK) return not_done(*file);
    return {};
}

fhir::result<contents> contents_sqlite(const std::string& path)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement both = file->prepare("SELECT EXISTS (SELECT 1 FROM message), "
                                   "EXISTS (SELECT 1 FROM message WHERE substr(body, 1, 4) = x'4D525701')");
    contents found;
    const int code = sqlite::each_row(both, [&](const statement& row) {
        found = {row.number(0) != 0, row.number(1) != 0};
    });
    if (code != SQLITE_DONE) return not_done(*file);
    return found;
}

fhir::result<std::string> secret_sqlite(const std::string& path, const std::string& otherwise)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement added = file->prepare("INSERT OR IGNORE INTO secret (number, bytes) VALUES (1, ?)");
    statement there = file->prepare("SELECT bytes FROM secret");
    std::string found;
    int code = sqlite::each_row(there, [&](const statement& row) { found = row.text(0); });
    if (code != SQLITE_DONE) return not_done(*file);
    if (!found.empty()) return found;
    code = added.bind_blob(1, otherwise).run();
    if (code == SQLITE_OK) code = sqlite::each_row(there, [&](const statement& row) { found = row.text(0); });
    if (code != SQLITE_DONE) return not_done(*file);
    return found;
}

fhir::result<void> replace_secret_sqlite(const std::string& path, const std::string& of, const std::string& by)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement put = file->prepare("UPDATE secret SET bytes = ? WHERE bytes = ?");
    if (put.bind_blob(1, by).bind_blob(2, of).run() != SQLITE_OK) return not_done(*file);
    return {};
}

fhir::result<resealed> reseal_sqlite(const std::string& path, const keyring& by, std::int64_t after)
{
    auto file = open_file(path);
    if (!file) return file.error();
    resealed made;
    std::vector<sealed_part> all;
    int code = file->execute("BEGIN IMMEDIATE");
    if (code != SQLITE_OK) return not_done(*file);
    {
        statement bodies = file->prepare(bodies_after);
        code = bodies.bind(1, after).bind(2, resealed_at_once).step();
        for (; code == SQLITE_ROW; code = bodies.step())
            all.push_back(
                {kind::body, bodies.number(0), std::string{bodies.text(1)}, 0, {}, {}, std::string{bodies.text(2)}}
            );
    }
    const std::int64_t last = all.empty() ? 0 : all.back().row;
    if (code == SQLITE_DONE) code = add_rest(*file, all);
    if (code == SQLITE_DONE) {
        made = reseal(all, by);
        made.last = last;
        code = made.broken.empty() ? write(*file, all) : SQLITE_OK;
        if (code == SQLITE_OK) code = file->execute(made.broken.empty() ? "COMMIT" : "ROLLBACK");
    }
    if (code == SQLITE_OK) return made;
    const fhir::fault failed = not_done(*file);
    file->roll_back();
    return failed;
}

}  // namespace marrow::adapter::store

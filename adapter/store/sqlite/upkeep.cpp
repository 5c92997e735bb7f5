#include "adapter/store/sqlite/upkeep.hpp"

#include "adapter/store/sqlite/ledger.hpp"
#include "adapter/store/sqlite/opened.hpp"
#include "adapter/store/sqlite/rows.hpp"
#include "adapter/store/sqlite/schema.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;
using sqlite::connection;
using sqlite::each_row;
using sqlite::not_done;
using sqlite::open_file;
using sqlite::statement;

namespace {

/// In a transaction of its own.
int note(connection& file, deed what)
{
    int code = file.execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) code = sqlite::note(file, of_command(what));
    return code == SQLITE_OK ? file.execute("COMMIT") : code;
}

/// Of up to a hundred messages, so that a server can write in between.
int purge_some(connection& file, std::int64_t before, std::int64_t& deleted)
{
    statement keys = file.prepare("DELETE FROM idempotency WHERE received < ?1 AND key IN "
                                  "(SELECT key FROM message WHERE received < ?1 ORDER BY received, number LIMIT 100)");
    statement last =
        file.prepare("SELECT coalesce(max(received), 0) FROM "
                     "(SELECT received FROM message WHERE received < ? ORDER BY received, number LIMIT 100)");
    statement messages =
        file.prepare("DELETE FROM message WHERE number IN "
                     "(SELECT number FROM message WHERE received < ? ORDER BY received, number LIMIT 100)");
    audit_event left = of_command(deed::purged);
    int code = keys.bind(1, before).run();
    if (code == SQLITE_OK)
        code = each_row(last.bind(1, before), [&](const statement& row) { left.last = row.number(0); });
    if (code == SQLITE_DONE) code = messages.bind(1, before).run();
    deleted = file.changes();
    if (code != SQLITE_OK || deleted == 0) return code;
    left.count = static_cast<std::uint64_t>(deleted);
    left.before = before;
    return sqlite::note(file, left);
}

int cut_some(connection& file, std::int64_t before, std::int64_t& deleted)
{
    statement first = file.prepare("SELECT number, at, previous, hash, event FROM audit ORDER BY number LIMIT 1000");
    std::vector<audit_link> links;
    int code = first.step();
    for (; code == SQLITE_ROW; code = first.step())
        links.push_back(sqlite::read_link(first));
    deleted = 0;
    if (code != SQLITE_DONE) return code;
    const auto cut = cut_of(links, before);
    if (!cut) return SQLITE_OK;
    code = sqlite::note(file, *cut);
    statement gone = file.prepare("DELETE FROM audit WHERE number <= ?");
    if (code == SQLITE_OK) code = gone.bind(1, static_cast<std::int64_t>(cut->count)).run();
    deleted = file.changes();
    return code;
}

/// Steps in transactions of their own, until one deletes nothing; then the log is overwritten too.
fhir::result<std::uint64_t> delete_by(
    int (*step)(connection&, std::int64_t, std::int64_t&),
    const std::string& path,
    std::int64_t before,
    const goes_on& next
)
{
    auto file = open_file(path);
    if (!file) return file.error();
    std::uint64_t all = 0;
    int code = SQLITE_OK;
    for (std::int64_t some = 1; code == SQLITE_OK && some != 0;) {
        code = file->execute("BEGIN IMMEDIATE");
        if (code == SQLITE_OK) code = step(*file, before, some);
        if (code == SQLITE_OK) code = file->execute("COMMIT");
        if (code == SQLITE_OK) all += static_cast<std::uint64_t>(some);
        if (code == SQLITE_OK && some != 0 && !next()) break;
    }
    if (code == SQLITE_OK && all != 0) code = file->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    if (code == SQLITE_OK) return all;
    const fault failed = not_done(*file);
    file->roll_back();
    return failed;
}

}  // namespace

fhir::result<void> migrate_sqlite(const std::string& path)
{
    const auto done = open_file(path, sqlite::upgrade);
    return done ? fhir::result<void>{} : done.error();
}

fhir::result<void> back_up_sqlite(const std::string& path, const std::string& to)
{
    auto file = open_file(path);
    if (!file) return file.error();
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return fault{fault_kind::usage, "cannot make " + to + ": " + std::strerror(errno), {}, {}};
    statement copy = file->prepare("VACUUM INTO ?");
    int code = note(*file, deed::backed_up);
    if (code == SQLITE_OK) code = copy.bind(1, to).run();
    const bool synced = ::fsync(made) == 0;
    ::close(made);
    if (code == SQLITE_OK && synced) return {};
    const fault failed = not_done(*file);
    file->roll_back();
    ::unlink(to.c_str());
    return failed;
}

fhir::result<void>
export_sqlite(const std::string& path, const keyring& by, const std::function<bool(const exported&)>& to)
{
    auto file = open_file(path);
    if (!file) return file.error();
    if (note(*file, deed::exported) != SQLITE_OK) return not_done(*file);
    statement all = file->prepare(sqlite::all_records);
    int code = all.step();
    for (exported one; code == SQLITE_ROW; code = all.step(), one = {}) {
        one.what = sqlite::read_record(all);
        if (!take_out(one, by))
            return fault{fault_kind::unreadable, "message " + one.what.received.id + " is broken", {}, {}};
        if (!to(one)) return {};
    }
    if (code != SQLITE_DONE) return not_done(*file);
    return {};
}

fhir::result<void> read_audit_sqlite(
    const std::string& path, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
)
{
    auto file = open_file(path);
    if (!file) return file.error();
    statement all = file->prepare(sqlite::all_links);
    int code = all.bind(1, from).bind(2, until).step();
    for (; code == SQLITE_ROW; code = all.step())
        if (!to(sqlite::read_link(all))) return {};
    if (code != SQLITE_DONE) return not_done(*file);
    return {};
}

fhir::result<std::uint64_t> purge_sqlite(const std::string& path, std::int64_t before, const goes_on& next)
{
    return delete_by(purge_some, path, before, next);
}

fhir::result<std::uint64_t> cut_audit_sqlite(const std::string& path, std::int64_t before, const goes_on& next)
{
    return delete_by(cut_some, path, before, next);
}

}  // namespace marrow::adapter::store

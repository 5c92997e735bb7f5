#include "adapter/store/sqlite/writer.hpp"

#include "adapter/log.hpp"

#include <algorithm>
#include <iterator>
#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr std::chrono::seconds between_probes{1};

std::size_t size_of(const record& what)
{
    return what.received.body.size() + what.made.outcome.size();
}

std::string_view text_of(fhir::version release)
{
    return fhir::name_of(release);
}

}  // namespace

writer::statements::statements(connection& in)
    : keyed{in.prepare("SELECT 1 FROM idempotency WHERE key = ? AND received > ?")},
      message{in.prepare("INSERT INTO message (id, received, type, request_id, key, hash, body) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)")},
      decision{in.prepare("INSERT INTO decision (id, message, status, release, errors, version, basis, outcome) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")},
      key{in.prepare("INSERT OR REPLACE INTO idempotency (key, received, decision) VALUES (?, ?, ?)")},
      begin_one{in.prepare("SAVEPOINT one")},
      undo_one{in.prepare("ROLLBACK TO one")},
      end_one{in.prepare("RELEASE one")},
      probe{in.prepare("INSERT OR REPLACE INTO probe (number, filler) VALUES (1, randomblob(65536))")}
{
}

writer::writer(connection own, bounds within) : file_{std::move(own)}, within_{within}
{
}

writer::~writer()
{
    {
        const std::scoped_lock lock{mutex_};
        ends_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void writer::keep(record what, message_store::kept then)
{
    const std::size_t size = size_of(what);
    std::unique_lock lock{mutex_};
    if (queue_.size() == within_.records || bytes_ + size > within_.bytes) {
        lock.unlock();
        return then(fault{fault_kind::busy, "The store has as much to write as it holds: try again.", {}, {}});
    }
    bytes_ += size;
    queue_.push_back({std::move(what), std::move(then)});
    lock.unlock();
    changed_.notify_one();
}

void writer::run()
{
    for (std::vector<waiting> batch; wait_for_batch(batch); batch.clear()) {
        if (batch.empty()) {
            probe();
        } else {
            write(batch);
        }
    }
}

/// False when there is nothing left and the end has come; an empty batch when it is time for a probe.
bool writer::wait_for_batch(std::vector<waiting>& batch)
{
    std::unique_lock lock{mutex_};
    const auto stirred = [this] { return ends_ || !queue_.empty(); };
    if (writable_) {
        changed_.wait(lock, stirred);
    } else {
        changed_.wait_for(lock, between_probes, stirred);
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), within_.batch));
    std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(batch));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    for (const waiting& one : batch)
        bytes_ -= size_of(one.what);
    return !batch.empty() || !ends_;
}

void writer::write(std::vector<waiting>& batch)
{
    std::vector<fhir::result<bool>> ends(batch.size(), true);
    int code = file_.execute("BEGIN IMMEDIATE");
    for (std::size_t i = 0; code == SQLITE_OK && i < batch.size(); ++i)
        code = insert(batch[i].what, ends[i]);
    code = commit(code);
    if (code != SQLITE_OK) std::ranges::fill(ends, fhir::result<bool>{file_.fault_of(code)});
    note(code);
    file_.roll_back();
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].then(std::move(ends[i]));
}

/// What concerns this record alone goes to `how`; an error that the whole batch must share is returned.
int writer::insert(const record& what, fhir::result<bool>& how)
{
    if (const auto& key = what.received.key) {
        const int code =
            to_.keyed.bind_blob(1, *key).bind(2, what.received.received - within_.key_lifetime.count()).step();
        to_.keyed.reset();
        how = code != SQLITE_ROW;
        if (code != SQLITE_DONE) return code == SQLITE_ROW ? SQLITE_OK : code;
    }
    int code = to_.begin_one.run();
    if (code == SQLITE_OK) code = insert_rows(what);
    if ((code & 0xFF) == SQLITE_CONSTRAINT) {
        how = file_.fault_of(code);
        code = to_.undo_one.run();
    }
    return code == SQLITE_OK ? to_.end_one.run() : code;
}

int writer::insert_rows(const record& what)
{
    const message& came = what.received;
    const decision& made = what.made;
    to_.message.bind(1, came.id).bind(2, came.received).bind(3, came.type).bind(4, came.request_id);
    came.key ? to_.message.bind_blob(5, *came.key) : to_.message.bind_null(5);
    int code = to_.message.bind_blob(6, came.hash).bind_blob(7, came.body).run();
    if (code != SQLITE_OK) return code;
    to_.decision.bind(1, made.id).bind(2, file_.last_row()).bind(3, std::int64_t{made.status});
    to_.decision.bind(4, text_of(made.release)).bind(5, std::int64_t{made.errors});
    code = to_.decision.bind(6, made.version).bind(7, made.basis).bind_blob(8, made.outcome).run();
    if (code != SQLITE_OK || !came.key) return code;
    return to_.key.bind_blob(1, *came.key).bind(2, came.received).bind(3, file_.last_row()).run();
}

int writer::commit(int code)
{
    return code == SQLITE_OK ? file_.execute("COMMIT") : code;
}

void writer::probe()
{
    int code = file_.execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) code = to_.probe.run();
    code = commit(code);
    note(code);
    file_.roll_back();
}

void writer::note(int code)
{
    const bool good = code == SQLITE_OK;
    if (writable_.exchange(good) == good) return;
    const std::string why = good ? std::string{} : file_.message();
    log(good ? log_level::info : log_level::error, {.event = good ? "store-writable" : "store-failed", .text = why});
}

}  // namespace marrow::adapter::store::sqlite

#include "adapter/store/sqlite/writer.hpp"

#include "adapter/log.hpp"
#include "adapter/store/proof.hpp"

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

std::size_t size_of(const revision& what)
{
    return what.made ? what.made->outcome.size() : 0;
}

std::size_t size_of(const writer::work& what)
{
    return std::visit([](const auto& one) { return size_of(one); }, what);
}

}  // namespace

writer::writer(connection own, meter& counts, bounds within)
    : file_{std::move(own)},
      counts_{counts},
      within_{within},
      probe_{file_.prepare("INSERT OR REPLACE INTO probe (number, filler) VALUES (1, randomblob(65536))")}
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
    if (!notes_.empty()) log(log_level::error, {.event = "audit-lost"});
}

void writer::keep(work what, message_store::kept then)
{
    std::visit([](auto& one) { prove(one); }, what);
    const std::size_t size = size_of(what);
    then = counts_.counted(std::move(then));
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

fhir::result<void> writer::add(audit_event what)
{
    {
        const std::scoped_lock lock{mutex_};
        if (const auto added = notes_.add(std::move(what)); !added) return added;
    }
    changed_.notify_one();
    return {};
}

void writer::run()
{
    for (std::vector<waiting> batch; wait_for_batch(batch); batch.clear()) {
        if (batch.empty() && !writable_) {
            probe();
        } else {
            write(batch);
        }
    }
}

/// False when there is nothing left and the end has come; an empty batch when it is time for a probe, or for the events
/// that wait.
bool writer::wait_for_batch(std::vector<waiting>& batch)
{
    std::unique_lock lock{mutex_};
    const auto stirred = [this] { return ends_ || !queue_.empty(); };
    if (writable_) {
        changed_.wait(lock, [&] { return stirred() || !notes_.empty(); });
        changed_.wait_for(lock, notes_.time_left(), stirred);
    } else {
        changed_.wait_for(lock, between_probes, stirred);
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), within_.batch));
    std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(batch));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    for (const waiting& one : batch)
        bytes_ -= size_of(one.what);
    return !batch.empty() || !ends_ || (writable_ && !notes_.empty());
}

void writer::write(std::vector<waiting>& batch)
{
    std::vector<fhir::result<bool>> ends(batch.size(), true);
    std::vector<audit_event> notes = notes_.take();
    const auto begin = std::chrono::steady_clock::now();
    const int code = commit(insert(batch, ends, notes));
    if (!batch.empty()) counts_.committed(batch.size(), std::chrono::steady_clock::now() - begin);
    if (code != SQLITE_OK) {
        std::ranges::fill(ends, fhir::result<bool>{file_.fault_of(code)});
        notes_.put_back(std::move(notes));
    }
    note(code);
    file_.roll_back();
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].then(std::move(ends[i]));
}

/// In a transaction that is begun here.
int writer::insert(
    const std::vector<waiting>& batch, std::vector<fhir::result<bool>>& ends, const std::vector<audit_event>& notes
)
{
    int code = file_.execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) code = audit_.begin();
    for (std::size_t i = 0; code == SQLITE_OK && i < batch.size(); ++i) {
        code = std::visit([&](const auto& one) { return to_.insert(one, ends[i]); }, batch[i].what);
        if (code == SQLITE_OK && ends[i] && *ends[i] && to_.is_told())
            code = audit_.add(std::visit([](const auto& one) { return event_of(one); }, batch[i].what));
    }
    for (std::size_t i = 0; code == SQLITE_OK && i < notes.size(); ++i)
        code = audit_.add(notes[i]);
    return code;
}

int writer::commit(int code)
{
    return code == SQLITE_OK ? file_.execute("COMMIT") : code;
}

void writer::probe()
{
    int code = file_.execute("BEGIN IMMEDIATE");
    if (code == SQLITE_OK) code = probe_.run();
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

#include "adapter/store/postgres/writer.hpp"

#include "adapter/log.hpp"
#include "adapter/store/proof.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace marrow::adapter::store::postgres {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds between_probes{1000};
constexpr milliseconds shortest_pause{50};
constexpr milliseconds longest_pause{2000};
constexpr std::size_t probe_size = 65536;

/// Of one record of several, where the others may have been kept but for it.
bool concerns_one(const failure& why)
{
    return class_of(why) == "22" || class_of(why) == "23";
}

/// Of a server that is no longer the one to write to.
bool concerns_server(const failure& why)
{
    return why.state.empty() || class_of(why) == "25" || class_of(why) == "57";
}

}  // namespace

writer::writer(
    address to,
    writing_session first,
    std::uint32_t lock,
    meter& counts,
    milliseconds key_lifetime,
    queue::bounds within
)
    : to_{std::move(to)},
      lock_{lock},
      counts_{counts},
      key_lifetime_{key_lifetime},
      queue_{within},
      session_{std::move(first)}
{
}

writer::~writer()
{
    ends_ = true;
    stirred_.ring();
    thread_.join();
    if (!notes_.empty()) log(log_level::error, {.event = "audit-lost"});
}

void writer::keep(work what, message_store::kept then)
{
    std::visit([](auto& each) { prove(each); }, what);
    waiting one{std::move(what), counts_.counted(std::move(then))};
    if (reachable_ && queue_.add(one)) return stirred_.ring();
    one.then(
        reachable_
            ? fhir::fault{fhir::fault_kind::busy, "The store has as much to write as it holds: try again.", {}, {}}
            : fault_of({{}, "the server cannot be reached"})
    );
}

fhir::result<void> writer::add(audit_event what)
{
    if (const auto added = notes_.add(std::move(what)); !added) return added;
    stirred_.ring();
    return {};
}

/// Whether it is their time, and they can be written.
bool writer::has_notes_in_hand() const
{
    return session_ && writable_ && !notes_.empty() && (ends_ || notes_.time_left() == 0ms);
}

void writer::run()
{
    while (!ends_ || !queue_.empty() || !unsettled_.empty() || has_notes_in_hand()) {
        if (session_ && !session_->alive()) lose({{}, "the connection was lost"});
        if (!session_ && clock::now() >= next_attempt_) connect();
        if (!session_) {
            refuse(queue_.take(), {{}, "the server cannot be reached"});
            if (ends_) refuse(std::exchange(unsettled_, {}), {{}, "the server cannot be reached"});
        } else if (auto batch = queue_.take(); !batch.empty() || has_notes_in_hand()) {
            write(std::move(batch));
            continue;
        } else if (!writable_) {
            probe();
        }
        if (!ends_ && queue_.empty()) stirred_.wait(session_ ? session_->socket() : -1, time_to_wait());
    }
}

milliseconds writer::time_to_wait() const
{
    if (!session_) return std::max(0ms, std::chrono::ceil<milliseconds>(next_attempt_ - clock::now()));
    if (!writable_) return between_probes;
    return notes_.empty() ? -1ms : notes_.time_left();
}

void writer::connect()
{
    auto made = writing_session::open(to_, lock_);
    if (made) {
        session_ = std::move(*made);
        settle();
    } else {
        lose(made.error());
    }
    reachable_ = session_.has_value();
    if (!session_) {
        pause_ = std::clamp(pause_ * 2, shortest_pause, longest_pause);
        next_attempt_ = clock::now() + pause_;
    } else if (unsettled_.empty()) {
        pause_ = 0ms;
        note(true);
    }
}

/// Answers for those that are there, and writes the others anew.
void writer::settle()
{
    if (unsettled_.empty()) return;
    const auto there = session_->known(unsettled_);
    if (!there) return lose(there.error());
    std::vector<waiting> missing;
    for (std::size_t i = 0; i < unsettled_.size(); ++i) {
        if ((*there)[i]) {
            unsettled_[i].then(true);
        } else {
            missing.push_back(std::move(unsettled_[i]));
        }
    }
    unsettled_.clear();
    if (!missing.empty()) write(std::move(missing));
}

void writer::write(std::vector<waiting> batch)
{
    std::vector<audit_event> notes = notes_.take();
    const auto begun = clock::now();
    const auto end = session_->write(batch, notes, key_lifetime_);
    if (!batch.empty()) counts_.committed(batch.size(), clock::now() - begun);
    if (!end.committed) notes_.put_back(std::move(notes));
    if (end.committed) {
        note(true);
        for (std::size_t i = 0; i < batch.size(); ++i)
            batch[i].then(bool{end.kept[i]});
    } else if (end.why.state.empty()) {
        std::ranges::move(batch, std::back_inserter(unsettled_));
        lose(end.why);
    } else if (concerns_one(end.why) && batch.size() > 1) {
        write_each(std::move(batch));
    } else {
        if (!concerns_one(end.why) || batch.empty()) note(false, end.why);
        refuse(std::move(batch), end.why);
        if (concerns_server(end.why)) session_.reset();
    }
}

void writer::write_each(std::vector<waiting> batch)
{
    for (waiting& one : batch) {
        std::vector<waiting> alone;
        alone.push_back(std::move(one));
        session_ ? write(std::move(alone)) : unsettled_.push_back(std::move(alone.front()));
    }
}

void writer::refuse(std::vector<waiting> all, const failure& why)
{
    for (waiting& one : all)
        one.then(fault_of(why));
}

void writer::lose(const failure& why)
{
    session_.reset();
    note(false, why);
}

void writer::probe()
{
    const auto done = session_->probe(probe_size);
    done ? note(true) : note(false, done.error());
    if (!done && concerns_server(done.error())) session_.reset();
}

void writer::note(bool good, const failure& why)
{
    if (writable_.exchange(good) == good) return;
    log(good ? log_level::info : log_level::error,
        {.event = good ? "store-writable" : "store-failed", .text = why.text});
}

}  // namespace marrow::adapter::store::postgres

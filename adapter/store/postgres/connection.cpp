#include "adapter/store/postgres/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <libpq-fe.h>
#include <poll.h>

namespace marrow::adapter::store::postgres {

namespace {

using clock = std::chrono::steady_clock;

// Each of our statements finds its rows by an index, one after the other, also while a table is empty. The last one
// here tells a server that acknowledges before it has written to write first.
constexpr const char* settings = R"(
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET jit = off;
SET plan_cache_mode = force_generic_plan;
SET search_path = marrow, pg_temp;
SET client_min_messages = error;
SET lock_timeout = '2s';
SET idle_in_transaction_session_timeout = '5s';
SELECT current_setting('fsync'), set_config('synchronous_commit', coalesce(nullif(
    current_setting('synchronous_commit'), 'off'), 'on'), false))";

/// In one line.
std::string text_of(const char* message)
{
    std::string text{message};
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\t'; }, ' '
    );
    return text;
}

void say_nothing(void*, const char*)
{
}

}  // namespace

outcome<connection> connection::open(const address& to)
{
    const auto keywords = to.keywords();
    const auto values = to.values();
    connection made{::PQconnectdbParams(keywords.data(), values.data(), 0)};
    if (!made.alive()) return failure{{}, text_of(::PQerrorMessage(made.made_.get()))};
    ::PQsetnonblocking(made.made_.get(), 1);
    ::PQsetNoticeProcessor(made.made_.get(), say_nothing, nullptr);
    const auto set = made.execute(settings);
    if (!set) return set.error();
    if (set->text(0, 0) == "off") return failure{own_state, "fsync is off: the server can lose what it has committed"};
    return made;
}

outcome<reply> connection::execute(const char* sql, std::chrono::milliseconds time)
{
    return last_reply(made_ && ::PQsendQuery(made_.get(), sql) == 1, time);
}

outcome<reply> connection::run(const char* sql, const parameters& with, std::chrono::milliseconds time)
{
    const bool sent =
        made_ && ::PQsendQueryParams(
                     made_.get(), sql, with.count(), nullptr, with.values(), with.lengths(), with.formats(), 1
                 ) == 1;
    return last_reply(sent, time);
}

outcome<reply> connection::prepare(const char* name, const char* sql)
{
    return last_reply(made_ && ::PQsendPrepare(made_.get(), name, sql, 0, nullptr) == 1, usual_time);
}

/// Or the first that failed.
outcome<reply> connection::last_reply(bool sent, std::chrono::milliseconds time)
{
    const moment until = clock::now() + time;
    reply made{nullptr};
    while (sent && await_reply(until)) {
        reply next{::PQgetResult(made_.get())};
        if (next.none()) {
            if (made.good()) return made;
            return made.why();
        }
        if (made.none() || made.good()) made = std::move(next);
    }
    return lost();
}

void connection::add(const char* name, const parameters& with)
{
    if (made_ && ::PQpipelineStatus(made_.get()) == PQ_PIPELINE_OFF) sent_ = ::PQenterPipelineMode(made_.get()) == 1;
    sent_ =
        sent_ && made_ &&
        ::PQsendQueryPrepared(made_.get(), name, with.count(), with.values(), with.lengths(), with.formats(), 1) == 1;
}

outcome<std::vector<reply>> connection::exchange(std::chrono::milliseconds time)
{
    const moment until = clock::now() + time;
    std::vector<reply> all;
    bool goes_on = sent_ && made_ && ::PQpipelineSync(made_.get()) == 1;
    while (goes_on && await_reply(until)) {
        PGresult* const next = ::PQgetResult(made_.get());
        if (!next) continue;  // between the replies of two commands
        all.emplace_back(next);
        if (::PQresultStatus(next) != PGRES_PIPELINE_SYNC) continue;
        all.pop_back();
        goes_on = ::PQexitPipelineMode(made_.get()) == 1;
        if (goes_on) return all;
    }
    return lost();
}

/// Sends what is left to send, and receives, until PQgetResult() has something to give without waiting.
bool connection::await_reply(moment until)
{
    for (;;) {
        const int unsent = ::PQflush(made_.get());
        if (unsent < 0) return false;
        if (::PQisBusy(made_.get()) == 0) return ::PQstatus(made_.get()) == CONNECTION_OK;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now());
        if (left.count() <= 0) return false;
        pollfd one{socket(), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        if (::poll(&one, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
        if ((one.revents & ~POLLOUT) != 0 && ::PQconsumeInput(made_.get()) == 0) return false;
    }
}

failure connection::lost()
{
    made_.reset();
    return {{}, "the connection was lost"};
}

bool connection::alive()
{
    return made_ && ::PQstatus(made_.get()) == CONNECTION_OK && ::PQconsumeInput(made_.get()) == 1 &&
           ::PQstatus(made_.get()) == CONNECTION_OK;
}

int connection::socket() const
{
    return made_ ? ::PQsocket(made_.get()) : -1;
}

void connection::closed::operator()(pg_conn* one) const
{
    ::PQfinish(one);
}

}  // namespace marrow::adapter::store::postgres

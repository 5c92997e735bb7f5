#include "adapter/store/postgres/session.hpp"

#include "adapter/store/postgres/work.hpp"

#include <algorithm>

namespace marrow::adapter::store::postgres {

namespace {

// Advisory locks of two numbers, of which the first is "marr".
constexpr const char* end_holder = R"(
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND classid = 1835102834 AND objid = $1::bigint::oid AND
    database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid())";

constexpr const char* take_lock = "SELECT pg_advisory_lock(1835102834, $1::bigint::integer)";

constexpr std::size_t before_the_first = 2;  // replies to add_begin()

failure first_failure(const std::vector<reply>& all)
{
    const auto failed = [](const reply& one) { return !one.good() && !one.skipped(); };
    const auto found = std::ranges::find_if(all, failed);
    return found == all.end() ? failure{own_state, "the transaction was not committed"} : found->why();
}

bool is_committed(const reply& last)
{
    return last.good() && last.tag() == "COMMIT";
}

}  // namespace

outcome<writing_session> writing_session::open(const address& to, std::uint32_t lock)
{
    auto made = connection::open(to);
    if (!made) return made.error();
    for (const char* step : {end_holder, take_lock})
        if (const auto done = made->run(step, parameters{}.add(std::int64_t{lock})); !done) return done.error();
    if (const auto done = prepare_to_write(*made); !done) return done.error();
    return writing_session{std::move(*made)};
}

writing_session::end writing_session::write(
    std::span<const waiting> all, std::span<const audit_event> notes, std::chrono::milliseconds key_lifetime
)
{
    add_begin(at_);
    std::vector<std::size_t> counts;
    for (const waiting& one : all)
        counts.push_back(std::visit([&](const auto& what) { return add(at_, what, key_lifetime); }, one.what));
    add_audit(at_, all, notes);
    add_commit(at_);
    const auto replies = at_.exchange();
    if (!replies) return {false, {}, replies.error()};
    if (!is_committed(replies->back())) {
        const auto undone = at_.execute("ROLLBACK");
        return {false, {}, undone ? first_failure(*replies) : undone.error()};
    }
    end made{true, {}, {}};
    std::size_t next = before_the_first;
    for (const std::size_t count : counts) {
        made.kept.push_back(is_kept((*replies)[next]));
        next += count;
    }
    return made;
}

/// What another session committed may be here and not yet where the server keeps its copies; what is committed after
/// it tells that it is.
outcome<std::vector<bool>> writing_session::known(std::span<const waiting> all)
{
    add_begin(at_);
    for (const waiting& one : all)
        std::visit([&](const auto& what) { add_look(at_, what); }, one.what);
    add_probe(at_, 0);
    add_commit(at_);
    const auto replies = at_.exchange();
    if (!replies) return replies.error();
    if (!is_committed(replies->back())) return first_failure(*replies);
    std::vector<bool> made;
    for (std::size_t i = 0; i < all.size(); ++i)
        made.push_back((*replies)[before_the_first + i].rows() == 1);
    return made;
}

outcome<reply> writing_session::probe(std::size_t size)
{
    add_probe(at_, size);
    auto replies = at_.exchange();
    if (!replies) return replies.error();
    if (replies->front().good()) return std::move(replies->front());
    return replies->front().why();
}

}  // namespace marrow::adapter::store::postgres

#include "adapter/store/postgres/upkeep.hpp"

#include "adapter/store/compressed.hpp"
#include "adapter/store/postgres/opened.hpp"
#include "adapter/store/postgres/rows.hpp"
#include "adapter/store/postgres/schema.hpp"
#include "adapter/store/postgres/work.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;
using namespace postgres;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_named = 100;
constexpr std::chrono::milliseconds long_time{10min};

// All that is read belongs to one moment, however slowly it is taken.
constexpr const char* begin =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0";

// A few at a time, by the number of the last one, so that memory is bounded.
constexpr const char* messages_after = R"(
SELECT m.number, m.id, m.hash, m.body, (SELECT count(*) FROM decision d WHERE d.message = m.number)
FROM message m WHERE m.number > $1::bigint ORDER BY m.number LIMIT 20)";

constexpr const char* decisions_after =
    "SELECT number, id, outcome, ordinal FROM decision WHERE number > $1::bigint ORDER BY number LIMIT 20";

// What refers to a row that is not there: how many, and what they are.
constexpr const char* of_none = R"(
SELECT count(*), 'keys that lead to no decision' FROM idempotency i
    WHERE NOT EXISTS (SELECT FROM decision d WHERE d.id = i.decision)
UNION ALL SELECT count(*), 'rows that belong to no message' FROM (
    SELECT message FROM decision UNION ALL SELECT message FROM resource UNION ALL SELECT message FROM line
    UNION ALL SELECT message FROM mark UNION ALL SELECT message FROM awaited UNION ALL SELECT message FROM due) r
    WHERE NOT EXISTS (SELECT FROM message m WHERE m.number = r.message))";

constexpr const char* records_after = "SELECT " MARROW_DECISION_COLUMNS ", " MARROW_MESSAGE_COLUMNS ", m.number FROM "
                                      "(SELECT * FROM message WHERE number > $1::bigint ORDER BY number LIMIT 20) m "
                                      "JOIN decision d ON d.message = m.number ORDER BY m.number, d.ordinal";

constexpr const char* links_after = R"(
SELECT number, at, previous, hash, event FROM audit
WHERE number > $1::bigint AND at >= $2::bigint AND at < $3::bigint ORDER BY number LIMIT 1000)";

constexpr const char* first_links = "SELECT number, at, previous, hash, event FROM audit ORDER BY number LIMIT 1000";

constexpr const char* delete_links = "DELETE FROM audit WHERE number <= $1::bigint";

constexpr const char* delete_messages = R"(
WITH old AS MATERIALIZED (
        SELECT number, key FROM message WHERE received < $1::bigint ORDER BY received LIMIT 100),
    of_key AS (DELETE FROM idempotency r USING old WHERE r.key = old.key AND r.received < $1),
    of_decision AS (DELETE FROM decision r USING old WHERE r.message = old.number),
    of_resource AS (DELETE FROM resource r USING old WHERE r.message = old.number),
    of_line AS (DELETE FROM line r USING old WHERE r.message = old.number),
    of_mark AS (DELETE FROM mark r USING old WHERE r.message = old.number),
    of_awaited AS (DELETE FROM awaited r USING old WHERE r.message = old.number),
    of_due AS (DELETE FROM due r USING old WHERE r.message = old.number),
    gone AS (DELETE FROM message m USING old WHERE m.number = old.number RETURNING 1)
SELECT count(*) FROM gone)";

/// Calls `each` for all rows of a query that begins after the number in its column `number`, until it is false. Its
/// other parameters are numbers.
outcome<bool> go_through(
    connection& at,
    const char* query,
    int number,
    const std::function<bool(const reply&, int)>& each,
    std::initializer_list<std::int64_t> others = {}
)
{
    for (std::int64_t last = 0;;) {
        parameters with;
        with.add(last);
        for (const std::int64_t other : others)
            with.add(other);
        const auto some = at.run(query, with, long_time);
        if (!some) return some.error();
        for (int row = 0; row < some->rows(); ++row)
            if (!each(*some, row)) return false;
        if (some->rows() == 0) return true;
        last = some->number(some->rows() - 1, number);
    }
}

audit_link read_link(const reply& from, int row)
{
    return {
        from.number(row, 0),
        from.number(row, 1),
        read_digest(from.text(row, 2)),
        read_digest(from.text(row, 3)),
        std::string{from.text(row, 4)}};
}

class checking {
public:
    explicit checking(const keyring& by) : by_{by} {}

    fhir::result<soundness> all_of(connection& at)
    {
        const auto ends = [&](const auto& step) { return step ? std::optional<fault>{} : not_done(step.error()); };
        if (auto failed = ends(at.execute(begin))) return *failed;
        const auto message = [&](const reply& rows, int row) { return check_message(rows, row); };
        if (auto failed = ends(go_through(at, messages_after, 0, message))) return *failed;
        const auto decision = [&](const reply& rows, int row) { return check_decision(rows, row); };
        if (auto failed = ends(go_through(at, decisions_after, 0, decision))) return *failed;
        const auto audited = [&](const reply& rows, int row) {
            chain_.add(read_link(rows, row));
            return true;
        };
        if (auto failed = ends(go_through(at, links_after, 0, audited, {INT64_MIN, INT64_MAX}))) return *failed;
        made_.events = chain_.count();
        made_.head = chain_.head();
        if (!chain_.wrong().empty()) say(chain_.wrong());
        if (auto failed = ends(at.execute("SET LOCAL enable_hashjoin = on; SET LOCAL enable_seqscan = on")))
            return *failed;
        const auto lost = at.run(of_none, {}, long_time);
        if (!lost) return not_done(lost.error());
        for (int row = 0; row < lost->rows(); ++row)
            if (const std::int64_t count = lost->number(row, 0); count != 0)
                say(std::string{lost->text(row, 1)} + ": " + std::to_string(count));
        return std::move(made_);
    }

private:
    void say(std::string what)
    {
        if (made_.wrong.size() < most_named) made_.wrong.push_back(std::move(what));
    }

    bool check_message(const reply& rows, int row)
    {
        ++made_.messages;
        const std::string name = "message " + std::string{rows.text(row, 1)} + ": ";
        std::string body;
        const auto kept = by_.open(rows.text(row, 3), bound_body(rows.text(row, 1)));
        if (!kept) {
            say(name + "its body does not open: it was altered");
        } else if (!expand(*kept, body)) {
            say(name + "its body cannot be expanded");
        } else if (digest_of(std::string_view{body}) != read_digest(rows.text(row, 2))) {
            say(name + "its body is not what was received");
        }
        if (rows.number(row, 4) == 0) say(name + "it has no decision");
        return true;
    }

    bool check_decision(const reply& rows, int row)
    {
        ++made_.decisions;
        const std::string name = "decision " + std::string{rows.text(row, 1)} + ": ";
        const auto number = static_cast<std::uint32_t>(rows.number(row, 3));
        const auto kept = by_.open(rows.text(row, 2), bound_outcome(rows.text(row, 1), number));
        std::string outcome;
        if (!kept) {
            say(name + "its outcome does not open: it was altered");
        } else if (!expand(*kept, outcome)) {
            say(name + "its outcome cannot be expanded");
        }
        return true;
    }

    const keyring& by_;
    soundness made_;
    chain_check chain_;
};

/// In a transaction that is begun and ended here; `work` returns what it leaves in the audit, if anything.
using audited_work = std::function<outcome<std::optional<audit_event>>()>;

outcome<bool> in_line_with_audit(connection& at, const audited_work& work)
{
    if (const auto begun = at.execute("BEGIN; SET LOCAL lock_timeout = '1min'"); !begun) return begun.error();
    if (const auto turn = at.run(in_line, {}, long_time); !turn) return turn.error();
    const auto left = work();
    if (!left) return left.error();
    if (*left)
        if (const auto noted = note(at, **left); !noted) return noted.error();
    if (const auto ended = at.execute("COMMIT"); !ended) return ended.error();
    return true;
}

outcome<std::uint64_t> purge_some(connection& at, std::int64_t before)
{
    audit_event left = of_command(deed::purged);
    left.before = before;
    const auto done = in_line_with_audit(at, [&]() -> outcome<std::optional<audit_event>> {
        const auto gone = at.run(delete_messages, parameters{}.add(before), long_time);
        if (!gone) return gone.error();
        left.count = static_cast<std::uint64_t>(gone->number(0, 0));
        return left.count != 0 ? std::optional{left} : std::nullopt;
    });
    if (!done) return done.error();
    return left.count;
}

outcome<std::uint64_t> cut_some(connection& at, std::int64_t before)
{
    std::uint64_t deleted = 0;
    const auto done = in_line_with_audit(at, [&]() -> outcome<std::optional<audit_event>> {
        const auto first = at.run(first_links);
        if (!first) return first.error();
        std::vector<audit_link> links;
        for (int row = 0; row < first->rows(); ++row)
            links.push_back(read_link(*first, row));
        auto cut = cut_of(links, before);
        if (!cut) return cut;
        const auto last = static_cast<std::int64_t>(cut->count);
        deleted = static_cast<std::uint64_t>(last - links.front().number + 1);
        if (const auto noted = note(at, *cut); !noted) return noted.error();
        if (const auto gone = at.run(delete_links, parameters{}.add(last), long_time); !gone) return gone.error();
        return std::optional<audit_event>{};
    });
    if (!done) return done.error();
    return deleted;
}

fhir::result<std::uint64_t> delete_by(
    outcome<std::uint64_t> (*step)(connection&, std::int64_t),
    const std::string& name,
    std::int64_t before,
    const goes_on& next
)
{
    auto at = open_database(name);
    if (!at) return at.error();
    for (std::uint64_t all = 0;;) {
        const auto some = step(*at, before);
        if (!some) return not_done(some.error());
        all += *some;
        if (*some == 0 || !next()) return all;
    }
}

}  // namespace

fhir::result<void> migrate_postgres(const std::string& name)
{
    const auto at = address::parse(name);
    if (!at) return at.error();
    const auto done = open_migrated(*at);
    if (done) return {};
    return fault{fault_kind::usage, done.error().text, {}, {}};
}

fhir::result<soundness> check_postgres(const std::string& name, const keyring& by)
{
    auto at = open_database(name);
    if (!at) return at.error();
    return checking{by}.all_of(*at);
}

fhir::result<void> back_up_postgres(const std::string& name, const std::string&)
{
    const auto at = address::parse(name);
    if (!at) return at.error();
    return fault{
        fault_kind::usage,
        "a store in PostgreSQL is copied by PostgreSQL's own program, also while it is in use: pg_dump --format=custom "
        "--schema=marrow --file=COPY ADDRESS; pg_restore brings it back",
        {},
        {}};
}

fhir::result<void>
export_postgres(const std::string& name, const keyring& by, const std::function<bool(const exported&)>& to)
{
    auto at = open_database(name);
    if (!at) return at.error();
    const auto leave = [] { return outcome<std::optional<audit_event>>{of_command(deed::exported)}; };
    if (const auto noted = in_line_with_audit(*at, leave); !noted) return not_done(noted.error());
    if (const auto begun = at->execute(begin); !begun) return not_done(begun.error());
    std::string broken;
    const auto done =
        go_through(*at, records_after, decision_columns + message_columns, [&](const reply& rows, int row) {
            exported one{{read_message(rows, row, decision_columns), read_decision(rows, row)}, {}, {}};
            if (take_out(one, by)) return to(one);
            broken = one.what.received.id;
            return false;
        });
    if (!done) return not_done(done.error());
    if (!broken.empty()) return fault{fault_kind::unreadable, "message " + broken + " is broken", {}, {}};
    return {};
}

fhir::result<void> read_audit_postgres(
    const std::string& name, std::int64_t from, std::int64_t until, const std::function<bool(const audit_link&)>& to
)
{
    auto at = open_database(name);
    if (!at) return at.error();
    const auto give = [&](const reply& rows, int row) { return to(read_link(rows, row)); };
    const auto done = go_through(*at, links_after, 0, give, {from, until});
    if (!done) return not_done(done.error());
    return {};
}

fhir::result<std::uint64_t> purge_postgres(const std::string& name, std::int64_t before, const goes_on& next)
{
    return delete_by(purge_some, name, before, next);
}

fhir::result<std::uint64_t> cut_audit_postgres(const std::string& name, std::int64_t before, const goes_on& next)
{
    return delete_by(cut_some, name, before, next);
}

}  // namespace marrow::adapter::store

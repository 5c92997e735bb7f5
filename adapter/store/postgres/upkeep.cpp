#include "adapter/store/postgres/upkeep.hpp"

#include "adapter/store/postgres/opened.hpp"
#include "adapter/store/postgres/rows.hpp"
#include "adapter/store/postgres/schema.hpp"
#include "adapter/store/postgres/walk.hpp"
#include "adapter/store/postgres/work.hpp"

#include <algorithm>
#include <optional>

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;
using namespace postgres;

namespace {

constexpr const char* records_after = "SELECT " MARROW_DECISION_COLUMNS ", " MARROW_MESSAGE_COLUMNS ", m.number FROM "
                                      "(SELECT * FROM message WHERE number > $1::bigint ORDER BY number LIMIT 20) m "
                                      "JOIN decision d ON d.message = m.number ORDER BY m.number, d.ordinal";

constexpr const char* first_links = "SELECT number, at, previous, hash, event FROM audit ORDER BY number LIMIT 1000";

constexpr const char* delete_links = "DELETE FROM audit WHERE number <= $1::bigint";

constexpr const char* delete_messages = R"(
WITH old AS MATERIALIZED (
        SELECT number, key, received FROM message WHERE received < $1::bigint ORDER BY received LIMIT 100),
    of_key AS (DELETE FROM idempotency r USING old WHERE r.key = old.key AND r.received < $1),
    of_decision AS (DELETE FROM decision r USING old WHERE r.message = old.number),
    of_resource AS (DELETE FROM resource r USING old WHERE r.message = old.number),
    of_line AS (DELETE FROM line r USING old WHERE r.message = old.number),
    of_mark AS (DELETE FROM mark r USING old WHERE r.message = old.number),
    of_awaited AS (DELETE FROM awaited r USING old WHERE r.message = old.number),
    of_due AS (DELETE FROM due r USING old WHERE r.message = old.number),
    gone AS (DELETE FROM message m USING old WHERE m.number = old.number RETURNING 1)
SELECT count(*), (SELECT coalesce(max(received), 0) FROM old) FROM gone)";

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
        left.last = gone->number(0, 1);
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
    if (const auto begun = at->execute(begin_to_read); !begun) return not_done(begun.error());
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

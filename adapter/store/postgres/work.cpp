#include "adapter/store/postgres/work.hpp"

#include "adapter/store/proof.hpp"

namespace marrow::adapter::store::postgres {

namespace {

// The message that is being written and whether it has new lines go from a statement to the next in settings of the
// transaction: all are sent before the first is answered. 0: there is none to write.
#define MARROW_OWN "current_setting('marrow.message')::bigint"
#define MARROW_NEW_LINES "current_setting('marrow.lines')::boolean"

// The newest message of a name is asked for in the one order in which nothing but the index of names leads to it.
#define MARROW_LAST "9223372036854775807"

constexpr const char* keep = R"(
WITH named AS (
    INSERT INTO idempotency AS i (key, received, decision)
    SELECT $6::bytea, $2::bigint, $9::text WHERE $6 IS NOT NULL
    ON CONFLICT (key) DO UPDATE SET received = excluded.received, decision = excluded.decision
        WHERE i.received <= $18::bigint
    RETURNING 1
), came AS (
    INSERT INTO message (id, received, type, request_id, sender, key, hash, body)
    SELECT $1::text, $2, $3::text, $4::text, $5::text, $6, $7::bytea, $8::bytea
    WHERE $6 IS NULL OR EXISTS (SELECT FROM named)
    RETURNING number
), made AS (
    INSERT INTO decision (id, ordinal, made, message, status, release, errors, version, basis, outcome)
    SELECT $9, $10::bigint, $11::bigint, number, $12::bigint, $13::text, $14::bigint, $15::text, $16::text, $17::bytea
    FROM came
)
SELECT set_config('marrow.message', coalesce((SELECT number FROM came), 0)::text, true),
       set_config('marrow.lines', 'true', true))";

// Not where another decision has the number already.
constexpr const char* take = R"(
WITH asked AS (
    SELECT number FROM message WHERE id = $1::text
    AND NOT EXISTS (SELECT FROM decision WHERE id = $1 AND ordinal = $3::bigint)
), gone AS (
    DELETE FROM due d USING asked WHERE d.message = asked.number AND d.ticket = $2::bigint
    RETURNING d.message
)
SELECT set_config('marrow.message', coalesce(
    (SELECT message FROM gone), (SELECT number FROM asked WHERE $2 = 0), 0)::text, true))";

constexpr const char* decide = R"(
INSERT INTO decision (id, ordinal, made, message, status, release, errors, version, basis, outcome)
SELECT $1::text, $2::bigint, $3::bigint, number, $4::bigint, $5::text, $6::bigint, $7::text, $8::text, $9::bytea
FROM message WHERE number = )" MARROW_OWN;

// Patients, days and texts of the lines that are to be, and the marks. Where they are others, the id is noted among
// those of which the audit tells.
constexpr const char* forget = R"(
WITH not_awaited AS (DELETE FROM awaited WHERE message = )" MARROW_OWN R"(
), not_marked AS (DELETE FROM mark WHERE message = )" MARROW_OWN R"(
), differ AS MATERIALIZED (
    SELECT NOT ($1::bytea[], $2::bigint[], $3::bytea[]) = (
        SELECT coalesce(array_agg(patient ORDER BY ordinal), '{}'), coalesce(array_agg(day ORDER BY ordinal), '{}'),
               coalesce(array_agg(what ORDER BY ordinal), '{}')
        FROM line WHERE message = )" MARROW_OWN R"() AS lines,
        $4::bytea <> (SELECT coalesce(string_agg(name, '' ORDER BY name), '') FROM mark
                      WHERE message = )" MARROW_OWN R"() AS marks)
SELECT set_config('marrow.lines', lines::text, true),
       set_config('marrow.told', coalesce(current_setting('marrow.told', true), '') ||
           CASE WHEN (lines OR marks) AND )" MARROW_OWN R"( <> 0 THEN $5::text || ' ' ELSE '' END, true)
FROM differ)";

// The messages that the lines of `p`, by patient with the first and the last day, concern: parameters from $1 on are
// the days before and after, the most lines that are looked at, and the most messages.
#define MARROW_CONCERNED_BY_P                                                                                          \
    "SELECT DISTINCT a.message FROM p, LATERAL ("                                                                      \
    "    SELECT DISTINCT w.message FROM ("                                                                             \
    "        SELECT l.message FROM line l WHERE l.message <> " MARROW_OWN                                              \
    "        AND (l.patient, l.day) >= (p.patient, p.first - $1::bigint)"                                              \
    "        AND (l.patient, l.day) <= (p.patient, p.last + $2::bigint)"                                               \
    "        ORDER BY l.patient DESC, l.day DESC, l.message DESC LIMIT $3::bigint) w"                                  \
    "    ORDER BY w.message DESC LIMIT $4::bigint) a"

#define MARROW_ONCE_MORE " ON CONFLICT (message) DO UPDATE SET ticket = excluded.ticket"

constexpr const char* forget_lines =
    "WITH gone AS (DELETE FROM line WHERE message = " MARROW_OWN " AND " MARROW_NEW_LINES R"( RETURNING patient, day
), p AS (
    SELECT patient, min(day) AS first, max(day) AS last FROM gone GROUP BY patient
)
INSERT INTO due (message, since, ticket)
SELECT woken.message, $5::bigint, nextval('ticket') FROM ()" MARROW_CONCERNED_BY_P ") woken" MARROW_ONCE_MORE;

// What came while the decision was being made wakes the message itself. Those that await a name are all due where no
// other message has it, else the newest.
constexpr const char* tie = R"(
WITH own AS (
    SELECT number FROM message WHERE number = )" MARROW_OWN R"(
), resources AS (
    INSERT INTO resource (name, message, entry)
    SELECT u.name, own.number, u.entry FROM own, unnest($6::bytea[], $7::bigint[]) u(name, entry)
    ON CONFLICT DO NOTHING
), lines AS (
    INSERT INTO line (patient, day, message, ordinal, what)
    SELECT u.patient, u.day, own.number, u.ordinal, u.what
    FROM own, unnest($8::bytea[], $9::bigint[], $10::bytea[]) WITH ORDINALITY u(patient, day, what, ordinal)
    WHERE )" MARROW_NEW_LINES R"(
), marks AS (
    INSERT INTO mark (name, message) SELECT u.name, own.number FROM own, unnest($15::bytea[]) u(name)
    ON CONFLICT DO NOTHING
), waits AS (
    INSERT INTO awaited (name, message)
    SELECT u.name, own.number FROM own, unnest($11::bytea[]) u(name)
    ON CONFLICT DO NOTHING
), come AS (
    SELECT DISTINCT u.name FROM own, unnest($6 || $16::bytea[]) u(name), LATERAL (
        SELECT FROM awaited w
        WHERE w.name >= u.name AND (w.name, w.message) <= (u.name, )" MARROW_LAST R"() AND w.message <> own.number
        ORDER BY w.name DESC, w.message DESC LIMIT 1) w
), p AS (
    SELECT u.patient, min(u.day) AS first, max(u.day) AS last FROM own, unnest($8, $9) u(patient, day)
    WHERE )" MARROW_NEW_LINES R"( GROUP BY u.patient
)
INSERT INTO due (message, since, ticket)
SELECT woken.message, $5::bigint, nextval('ticket') FROM (
    SELECT a.message FROM own, come, LATERAL (
        SELECT w.message FROM awaited w
        WHERE w.name >= come.name AND (w.name, w.message) <= (come.name, )" MARROW_LAST R"()
        AND w.message <> own.number
        ORDER BY w.name DESC, w.message DESC
        LIMIT CASE WHEN (
            SELECT r.message FROM resource r
            WHERE r.name >= come.name AND (r.name, r.message) <= (come.name, )" MARROW_LAST R"()
            AND r.message <> own.number
            ORDER BY r.name DESC, r.message DESC LIMIT 1) IS NOT NULL THEN $4::bigint END) a
    UNION
    )" MARROW_CONCERNED_BY_P R"(
    UNION
    SELECT own.number FROM own WHERE
        EXISTS (SELECT FROM unnest($11, $12::text[]) u(name, newest), LATERAL (
            SELECT r.message FROM resource r
            WHERE r.name >= u.name AND (r.name, r.message) <= (u.name, )" MARROW_LAST R"()
            ORDER BY r.name DESC, r.message DESC LIMIT 1) r
            WHERE r.message <> own.number AND (SELECT m.id FROM message m WHERE m.number = r.message) <> u.newest) OR
        EXISTS (SELECT FROM unnest($13::bytea[], $14::bigint[]) u(patient, known) WHERE u.known <> (
            SELECT count(*) FROM (
                SELECT FROM line l WHERE l.patient = u.patient AND l.message <> own.number LIMIT $3::bigint) x))
) woken)" MARROW_ONCE_MORE;

// Events of the decisions that this transaction made, of lines and marks that it changed, and of none; then the chain
// goes on from where it ends.
constexpr const char* audit = R"(
WITH head AS (
    SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1
), last AS (
    SELECT coalesce((SELECT number FROM head), 0) AS number,
           coalesce((SELECT hash FROM head), decode(repeat('00', 32), 'hex')) AS hash
), events AS (
    SELECT last.number + row_number() OVER (ORDER BY u.place) AS number, last.hash AS first, u.at, u.event
    FROM last, unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[]) WITH ORDINALITY u(id, ordinal, at, event, place)
    WHERE u.id = '' OR EXISTS (
        SELECT FROM decision d
        WHERE d.id = u.id AND d.ordinal = u.ordinal AND d.xmin = (txid_current() % (1::bigint << 32))::text::xid)
        OR (u.ordinal = 0 AND u.id = ANY (string_to_array(coalesce(current_setting('marrow.told', true), ''), ' ')))
), linked AS (
    SELECT number, at, event, first,
           chain(first, int8send(number) || int8send(at) || event) OVER (ORDER BY number) AS hash
    FROM events
)
INSERT INTO audit (number, at, previous, hash, event)
SELECT number, at, lag(hash, 1, first) OVER (ORDER BY number), hash, event FROM linked)";

constexpr const char* probe = R"(
INSERT INTO probe (number, filler) VALUES (1, $1::bytea)
ON CONFLICT (number) DO UPDATE SET filler = excluded.filler)";

constexpr struct {
    const char* name;
    const char* sql;
} statements[] = {
    {"begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"},
    {"in_line", in_line},
    {"commit", "COMMIT"},
    {"keep", keep},
    {"take", take},
    {"decide", decide},
    {"forget", forget},
    {"forget_lines", forget_lines},
    {"tie", tie},
    {"is_message", "SELECT 1 FROM message WHERE id = $1::text AND hash = $2::bytea"},
    {"is_decision", "SELECT 1 FROM decision WHERE id = $1::text AND ordinal = $2::bigint AND made = $3::bigint"},
    {"audit", audit},
    {"probe", probe},
};

void add_decision(parameters& to, const decision& made)
{
    to.add(made.id).add(made.number).add(made.made).add(made.status).add(fhir::name_of(made.release)).add(made.errors);
    to.add(made.version).add(made.basis).add(made.outcome);
}

void add_lines(parameters& to, const std::vector<patient_line>& all)
{
    array patients = array::of_bytes();
    array days = array::of_numbers();
    array texts = array::of_bytes();
    for (const patient_line& each : all) {
        patients.add(each.patient);
        days.add(each.day);
        texts.add(std::string_view{each.what});
    }
    to.add(patients).add(days).add(texts);
}

/// What the commands that wake begin with.
parameters waking(std::int64_t now)
{
    parameters all;
    all.add(std::int64_t{message_store::days_before}).add(std::int64_t{message_store::days_after});
    all.add(std::int64_t{message_store::most_lines}).add(std::int64_t{message_store::most_woken}).add(now);
    return all;
}

std::size_t add_ties(connection& to, const ties& with, std::int64_t now)
{
    const bool is_tied = !with.resources.empty() || !with.replaced.empty() || !with.lines.empty() ||
                         !with.awaited.empty() || !with.patients.empty() || !with.marks.empty();
    if (!is_tied) return 0;
    array names = array::of_bytes();
    array entries = array::of_numbers();
    for (const named_resource& each : with.resources) {
        names.add(each.name);
        entries.add(each.entry);
    }
    array awaited = array::of_bytes();
    array newest = array::of_texts();
    for (const awaited_name& each : with.awaited) {
        awaited.add(each.name);
        newest.add(std::string_view{each.newest});
    }
    array patients = array::of_bytes();
    array known = array::of_numbers();
    for (const known_patient& each : with.patients) {
        patients.add(each.patient);
        known.add(each.lines);
    }
    parameters all = waking(now);
    all.add(names).add(entries);
    add_lines(all, with.lines);
    all.add(awaited).add(newest).add(patients).add(known).add(array::of(with.marks)).add(array::of(with.replaced));
    to.add("tie", all);
    return 1;
}

/// The decision without which an event is not written; number 0: lines or marks that were changed.
struct condition {
    std::string_view id{};
    std::int64_t number{};
};

condition condition_of(const record& what)
{
    return {what.made.id, what.made.number};
}

condition condition_of(const revision& what)
{
    return {what.of.message, what.made ? what.made->number : 0};
}

/// The parameters of the command: events, and what they are written for.
class events {
public:
    void add(const audit_event& what, condition on = {})
    {
        ids_.add(on.id);
        ordinals_.add(on.number);
        times_.add(what.at);
        texts_.add(std::string_view{text_of(what)});
        any_ = true;
    }
    bool any() const { return any_; }

    parameters form() const
    {
        parameters all;
        all.add(ids_).add(ordinals_).add(times_).add(texts_);
        return all;
    }

private:
    array ids_ = array::of_texts();
    array ordinals_ = array::of_numbers();
    array times_ = array::of_numbers();
    array texts_ = array::of_bytes();
    bool any_{};
};

}  // namespace

outcome<reply> prepare_to_write(connection& at)
{
    outcome<reply> last = failure{};
    for (const auto& [name, sql] : statements) {
        last = at.prepare(name, sql);
        if (!last) break;
    }
    return last;
}

void add_begin(connection& to)
{
    to.add("begin");
    to.add("in_line");
}

void add_commit(connection& to)
{
    to.add("commit");
}

std::size_t add(connection& to, const record& what, std::chrono::milliseconds key_lifetime)
{
    const message& came = what.received;
    parameters all;
    all.add(came.id).add(came.received).add(came.type).add(came.request_id).add(came.sender).add(came.key);
    all.add(came.hash).add(came.body);
    add_decision(all, what.made);
    all.add(came.received - key_lifetime.count());
    to.add("keep", all);
    return 1 + add_ties(to, what.with, came.received);
}

std::size_t add(connection& to, const revision& what, std::chrono::milliseconds)
{
    to.add("take", parameters{}.add(what.of.message).add(what.of.ticket).add(what.made ? what.made->number : 0));
    if (what.failed) return 1;
    if (what.made) {
        parameters decision;
        add_decision(decision, *what.made);
        to.add("decide", decision);
    }
    parameters before;
    add_lines(before, what.with.lines);
    const std::string marks = packed(what.with.marks);
    before.add(std::string_view{marks}).add(what.made ? std::string_view{} : std::string_view{what.of.message});
    to.add("forget", before);
    to.add("forget_lines", waking(what.at));
    ties with = what.with;
    with.resources.clear();
    with.replaced.clear();
    return (what.made ? 4 : 3) + add_ties(to, with, what.at);
}

void add_audit(connection& to, std::span<const waiting> all, std::span<const audit_event> notes)
{
    events left;
    for (const waiting& one : all) {
        std::visit([&](const auto& what) { left.add(event_of(what), condition_of(what)); }, one.what);
    }
    for (const audit_event& each : notes)
        left.add(each);
    if (left.any()) to.add("audit", left.form());
}

outcome<reply> note(connection& at, const audit_event& what)
{
    events one;
    one.add(what);
    return at.run(audit, one.form());
}

bool is_kept(const reply& first)
{
    return first.text(0, 0) != "0";
}

void add_look(connection& to, const record& what)
{
    to.add("is_message", parameters{}.add(what.received.id).add(what.received.hash));
}

/// One that decided nothing leaves nothing to look for. Written again, it is told apart by its ticket.
void add_look(connection& to, const revision& what)
{
    const decision made = what.made.value_or(decision{});
    to.add("is_decision", parameters{}.add(made.id).add(made.number).add(made.made));
}

void add_probe(connection& to, std::size_t size)
{
    const std::string filler(size, '\0');
    to.add("probe", parameters{}.add(std::string_view{filler}));
}

}  // namespace marrow::adapter::store::postgres

#include "adapter/store/compressed.hpp"
#include "adapter/store/postgres/opened.hpp"
#include "adapter/store/postgres/rows.hpp"
#include "adapter/store/postgres/upkeep.hpp"
#include "adapter/store/postgres/walk.hpp"
#include "adapter/store/reckoning.hpp"

#include <map>

namespace marrow::adapter::store {

using namespace postgres;

namespace {

// Events whose rows are looked for together.
constexpr std::size_t most_held = 50;

constexpr const char* messages_after = R"(
SELECT m.number, m.id, m.hash, m.body, (SELECT count(*) FROM decision d WHERE d.message = m.number), m.received
FROM message m WHERE m.number > $1::bigint ORDER BY m.number LIMIT 20)";

constexpr const char* decisions_after =
    "SELECT number, id, outcome, ordinal, made FROM decision WHERE number > $1::bigint ORDER BY number LIMIT 20";

constexpr int rows_of_decision = message_columns + 1;
constexpr int rest_of_rows = rows_of_decision + decision_columns;

constexpr const char* rows_of_ids =
    "SELECT m.id, m.received, m.type, m.request_id, m.sender, m.key, m.hash, NULL, m.number, " MARROW_DECISION_COLUMNS
    R"(, d.number, d.message, (SELECT max(l.ordinal) FROM decision l WHERE l.id = u.id),
    (SELECT string_agg(r.name || int8send(r.entry), '' ORDER BY r.name, r.entry) FROM resource r
        WHERE r.message = m.number),
    (SELECT string_agg(k.name, '' ORDER BY k.name) FROM mark k WHERE k.message = m.number)
FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY u(id, ordinal, place)
LEFT JOIN message m ON m.id = u.id LEFT JOIN decision d ON d.id = u.id AND d.ordinal = u.ordinal ORDER BY u.place)";

constexpr const char* lines_of_messages = R"(
SELECT message, patient, day, what FROM line WHERE message = ANY ($1::bigint[]) ORDER BY message, ordinal)";

// What refers to a row that is not there: how many, and what they are.
constexpr const char* of_none = R"(
SELECT count(*), 'keys that lead to no decision' FROM idempotency i
    WHERE NOT EXISTS (SELECT FROM decision d WHERE d.id = i.decision)
UNION ALL SELECT count(*), 'rows that belong to no message' FROM (
    SELECT message FROM decision UNION ALL SELECT message FROM resource UNION ALL SELECT message FROM line
    UNION ALL SELECT message FROM mark UNION ALL SELECT message FROM awaited UNION ALL SELECT message FROM due) r
    WHERE NOT EXISTS (SELECT FROM message m WHERE m.number = r.message))";

/// What the events tell of, as it stands in the database, in their order.
outcome<std::vector<found_rows>> find(connection& at, const std::vector<telling>& all)
{
    array ids = array::of_texts();
    array decisions = array::of_numbers();
    for (const telling& each : all) {
        ids.add(std::string_view{each.id});
        decisions.add(std::int64_t{each.decision});
    }
    const auto rows = at.run(rows_of_ids, parameters{}.add(ids).add(decisions), long_time);
    if (!rows) return rows.error();
    array numbers = array::of_numbers();
    for (int row = 0; row < rows->rows(); ++row)
        numbers.add(rows->number(row, message_columns));
    const auto lines = at.run(lines_of_messages, parameters{}.add(numbers), long_time);
    if (!lines) return lines.error();
    std::map<std::int64_t, std::vector<patient_line>> lines_of;
    for (int row = 0; row < lines->rows(); ++row)
        lines_of[lines->number(row, 0)].push_back(
            {read_name(lines->text(row, 1)),
             static_cast<std::int32_t>(lines->number(row, 2)),
             std::string{lines->text(row, 3)}}
        );
    std::vector<found_rows> found;
    for (int row = 0; row < rows->rows(); ++row) {
        found_rows& one = found.emplace_back();
        one.message = rows->number(row, message_columns);
        one.came = read_message(*rows, row);
        one.made = read_decision(*rows, row, rows_of_decision);
        one.decision = rows->number(row, rest_of_rows);
        one.message_of_decision = rows->number(row, rest_of_rows + 1);
        one.last_decision = static_cast<std::uint32_t>(rows->number(row, rest_of_rows + 2));
        one.resources = rows->text(row, rest_of_rows + 3);
        one.marks = rows->text(row, rest_of_rows + 4);
        one.lines = lines_of[one.message];
    }
    return found;
}

class checking {
public:
    checking(connection& at, const keyring& by, unproven from) : at_{at}, by_{by}, held_{made_, by, from} {}

    fhir::result<soundness> all()
    {
        if (const auto done = check_audit(); !done) return not_done(done.error());
        const auto message = [&](const reply& rows, int row) { return check_message(rows, row); };
        if (const auto done = go_through(at_, messages_after, 0, message); !done) return not_done(done.error());
        const auto decision = [&](const reply& rows, int row) { return check_decision(rows, row); };
        if (const auto done = go_through(at_, decisions_after, 0, decision); !done) return not_done(done.error());
        const auto set = at_.execute("SET LOCAL enable_hashjoin = on; SET LOCAL enable_seqscan = on");
        if (!set) return not_done(set.error());
        const auto lost = at_.run(of_none, {}, long_time);
        if (!lost) return not_done(lost.error());
        for (int row = 0; row < lost->rows(); ++row)
            if (const std::int64_t count = lost->number(row, 0); count != 0)
                made_.say(std::string{lost->text(row, 1)} + ": " + std::to_string(count));
        return std::move(made_);
    }

private:
    outcome<bool> check_audit()
    {
        std::vector<telling> told;
        outcome<bool> held = true;
        const auto link = [&](const reply& rows, int row) {
            if (auto one = held_.add(read_link(rows, row))) told.push_back(std::move(*one));
            if (told.size() == most_held) held = hold(told);
            return held.has_value();
        };
        const auto walked = go_through(at_, links_after, 0, link, {INT64_MIN, INT64_MAX});
        if (!walked || !held) return walked ? held : walked;
        held = hold(told);
        held_.end_of_chain();
        return held;
    }

    outcome<bool> hold(std::vector<telling>& told)
    {
        auto there = find(at_, told);
        if (!there) return there.error();
        for (std::size_t i = 0; i < told.size(); ++i)
            held_.hold(told[i], std::move((*there)[i]));
        told.clear();
        return true;
    }

    bool check_message(const reply& rows, int row)
    {
        ++made_.messages;
        const std::string name = "message " + std::string{rows.text(row, 1)} + ": ";
        std::string body;
        const auto kept = by_.open(rows.text(row, 3), bound_body(rows.text(row, 1)));
        if (!kept) {
            made_.say(name + "its body does not open: it was altered");
        } else if (!expand(*kept, body)) {
            made_.say(name + "its body cannot be expanded");
        } else if (digest_of(std::string_view{body}) != read_digest(rows.text(row, 2))) {
            made_.say(name + "its body is not what was received");
        }
        if (rows.number(row, 4) == 0) made_.say(name + "it has no decision");
        held_.message(rows.number(row, 0), rows.text(row, 1), rows.number(row, 5));
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
            made_.say(name + "its outcome does not open: it was altered");
        } else if (!expand(*kept, outcome)) {
            made_.say(name + "its outcome cannot be expanded");
        }
        held_.decision(rows.number(row, 0), rows.text(row, 1), number, rows.number(row, 4));
        return true;
    }

    connection& at_;
    const keyring& by_;
    soundness made_;
    reckoning held_;
};

}  // namespace

fhir::result<soundness> check_postgres(const std::string& name, const keyring& by)
{
    auto at = open_database(name);
    if (!at) return at.error();
    if (const auto begun = at->execute(begin_to_read); !begun) return not_done(begun.error());
    const auto last = at->run("SELECT message, decision FROM unproven");
    if (!last) return not_done(last.error());
    unproven from;
    if (last->rows() != 0) from = {last->number(0, 0), last->number(0, 1)};
    return checking{*at, by, from}.all();
}

}  // namespace marrow::adapter::store

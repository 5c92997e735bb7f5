#include "adapter/store/postgres/readers.hpp"

#include "adapter/store/postgres/rows.hpp"
#include "adapter/store/postgres/searching.hpp"

namespace marrow::adapter::store::postgres {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t most = 8;
constexpr auto patience = 2s;  // for a connection to come back
constexpr auto while_one_tries = 10s;
constexpr auto after_a_failure = 500ms;  // until the next attempt to connect

constexpr std::int64_t most_decisions = 1'000;

constexpr struct {
    const char* name;
    const char* sql;
} statements[] = {
    // What is replayed is acknowledged again: where standbys are waited for, they have it when a commit after it is
    // there.
    {"by_key",
     "SELECT " MARROW_DECISION_COLUMNS ", m.hash, CASE WHEN current_setting('synchronous_standby_names') <> '' "
     "THEN pg_logical_emit_message(true, 'marrow', '') END FROM idempotency i "
     "JOIN decision d ON d.id = i.decision AND d.ordinal = 1 JOIN message m ON m.number = d.message "
     "WHERE i.key = $1::bytea AND i.received > $2::bigint"},
    {"by_id",
     "SELECT " MARROW_DECISION_COLUMNS " FROM decision d "
     "WHERE d.id = $1::text AND ($2::bigint = 0 OR d.ordinal = $2) ORDER BY d.ordinal DESC LIMIT $3::bigint"},
    {"message", "SELECT " MARROW_MESSAGE_COLUMNS " FROM message m WHERE m.id = $1::text"},
    // Of each name the newest message that has it, and whether it has it once: the last two rows of its index tell.
    {"resources",
     R"(SELECT u.name, m.id, CASE WHEN r.is_twice THEN -1 ELSE r.entry END, m.number FROM unnest($1::bytea[]) WITH ORDINALITY u(name, place), LATERAL (
            SELECT l.message, l.entry, l.message = lead(l.message) OVER (ORDER BY l.message DESC) AS is_twice FROM (
                SELECT s.message, s.entry FROM resource s
                WHERE s.name >= u.name AND (s.name, s.message) <= (u.name, 9223372036854775807)
                ORDER BY s.name DESC, s.message DESC LIMIT 2) l
            ORDER BY l.message DESC LIMIT 1) r
        JOIN message m ON m.number = r.message ORDER BY u.place)"},
    {"lines",
     R"(SELECT m.id, l.patient, l.day, l.what, m.number FROM unnest($1::bytea[]) WITH ORDINALITY u(patient, place), LATERAL (
            SELECT * FROM line o WHERE o.patient = u.patient ORDER BY o.day DESC LIMIT $2::bigint) l
        JOIN message m ON m.number = l.message ORDER BY u.place, l.day DESC)"},
    {"patients",
     R"(SELECT m.number, l.patient, l.day, l.what FROM unnest($1::text[]) WITH ORDINALITY u(id, place)
        JOIN message m ON m.id = u.id JOIN line l ON l.message = m.number ORDER BY u.place, l.ordinal)"},
    {"due",
     R"(WITH mine AS (
            UPDATE due SET holder = $1::bigint, leased_until = now() + interval '1 minute' WHERE message IN (
                SELECT message FROM due WHERE holder = $1 OR leased_until <= now()
                ORDER BY since, message LIMIT $2::bigint FOR UPDATE SKIP LOCKED)
            RETURNING message, since, ticket)
        SELECT m.id, mine.ticket FROM mine JOIN message m ON m.number = mine.message ORDER BY mine.since, mine.message)"},
};

bool is_lost(const failure& why)
{
    return why.state.empty() || class_of(why) == "57";
}

template <class Each>
std::optional<Each> first_of(std::vector<Each> all)
{
    return all.empty() ? std::optional<Each>{} : std::move(all.front());
}

}  // namespace

readers::readers(address to, std::chrono::milliseconds key_lifetime, std::uint32_t node)
    : to_{std::move(to)}, key_lifetime_{key_lifetime}, node_{node}
{
}

template <class Read>
auto readers::found(const char* statement, const parameters& with, Read read)
{
    using each = decltype(read(std::declval<const reply&>(), 0));
    return ask<std::vector<each>>([&](connection& at) -> outcome<std::vector<each>> {
        at.add(statement, with);
        const auto replies = at.exchange();
        if (!replies) return replies.error();
        const reply& rows = replies->front();
        if (!rows.good()) return rows.why();
        std::vector<each> all;
        for (int row = 0; row < rows.rows(); ++row)
            all.push_back(read(rows, row));
        return all;
    });
}

fhir::result<std::optional<keyed>> readers::find(const digest& key, std::int64_t now)
{
    const auto read = [](const reply& from, int row) {
        return keyed{read_digest(from.text(row, decision_columns)), read_decision(from, row)};
    };
    auto all = found("by_key", parameters{}.add(key).add(now - key_lifetime_.count()), read);
    if (!all) return all.error();
    return first_of(std::move(*all));
}

fhir::result<std::optional<decision>> readers::find_decision(std::string_view id, std::uint32_t number)
{
    const auto read = [](const reply& from, int row) { return read_decision(from, row); };
    auto all = found("by_id", parameters{}.add(id).add(number).add(1), read);
    if (!all) return all.error();
    return first_of(std::move(*all));
}

fhir::result<std::vector<decision>> readers::find_decisions(std::string_view id)
{
    const auto read = [](const reply& from, int row) { return read_decision(from, row); };
    return found("by_id", parameters{}.add(id).add(0).add(most_decisions), read);
}

fhir::result<std::optional<message>> readers::find_message(std::string_view id)
{
    const auto read = [](const reply& from, int row) { return read_message(from, row); };
    auto all = found("message", parameters{}.add(id), read);
    if (!all) return all.error();
    return first_of(std::move(*all));
}

fhir::result<std::vector<found_resource>> readers::find_resources(std::span<const name_key> names)
{
    return found("resources", parameters{}.add(array::of(names)), [](const reply& from, int row) {
        found_resource each{read_name(from.text(row, 0)), std::string{from.text(row, 1)}, {}, from.number(row, 3)};
        if (from.number(row, 2) >= 0) each.entry = static_cast<std::uint32_t>(from.number(row, 2));
        return each;
    });
}

fhir::result<std::vector<found_line>> readers::find_lines(std::span<const name_key> patients)
{
    parameters with;
    with.add(array::of(patients)).add(message_store::most_lines);
    return found("lines", with, [](const reply& from, int row) {
        const auto day = static_cast<std::int32_t>(from.number(row, 2));
        return found_line{
            std::string{from.text(row, 0)},
            {read_name(from.text(row, 1)), day, std::string{from.text(row, 3)}},
            from.number(row, 4)};
    });
}

fhir::result<std::vector<std::string>> readers::find_patients(std::span<const std::string> messages)
{
    array ids = array::of_texts();
    for (const std::string& each : messages)
        ids.add(std::string_view{each});
    patient_list all{patient_list::most_read};
    std::int64_t last = 0;
    const auto done = found("patients", parameters{}.add(ids), [&](const reply& from, int row) {
        if (from.number(row, 0) != std::exchange(last, from.number(row, 0))) all.begin_message();
        const auto day = static_cast<std::int32_t>(from.number(row, 2));
        all.add({read_name(from.text(row, 1)), day, std::string{from.text(row, 3)}});
        return true;
    });
    if (!done) return done.error();
    return all.take();
}

fhir::result<std::vector<due>> readers::take_due(std::size_t most)
{
    parameters with;
    with.add(node_).add(static_cast<std::int64_t>(most));
    return found("due", with, [](const reply& from, int row) {
        return due{std::string{from.text(row, 0)}, from.number(row, 1)};
    });
}

fhir::result<page> readers::find(const search& wanted)
{
    return ask<page>([&](connection& at) { return find_page(at, wanted); });
}

/// What was idle may be of a server that is gone; then what is new tells.
template <class Found, class Work>
fhir::result<Found> readers::ask(Work work)
{
    outcome<Found> made = ask_once<Found>(work);
    if (!made && is_lost(made.error())) made = ask_once<Found>(work);
    if (!made) return fault_of(made.error());
    return std::move(*made);
}

template <class Found, class Work>
outcome<Found> readers::ask_once(Work work)
{
    auto at = borrow();
    if (!at) return at.error();
    outcome<Found> made = work(*at);
    give_back(std::move(*at), made || !is_lost(made.error()));
    return made;
}

outcome<connection> readers::borrow()
{
    std::unique_lock lock{mutex_};
    if (!returned_.wait_for(lock, patience, [this] { return lent_ < most; }))
        return failure{own_state, "all connections that read are in use"};
    while (!idle_.empty()) {
        connection one = std::move(idle_.back());
        idle_.pop_back();
        if (!one.alive()) continue;
        ++lent_;
        return one;
    }
    if (fails_ && clock::now() < closed_until_) return failure{{}, "the server cannot be reached"};
    closed_until_ = clock::now() + while_one_tries;
    ++lent_;
    lock.unlock();
    auto made = connect();
    lock.lock();
    fails_ = !made;
    closed_until_ = clock::now() + after_a_failure;
    if (!made) --lent_;
    return made;
}

outcome<connection> readers::connect()
{
    auto made = connection::open(to_);
    if (!made) return made;
    for (const auto& [name, sql] : statements)
        if (const auto done = made->prepare(name, sql); !done) return done.error();
    return made;
}

void readers::give_back(connection one, bool is_sound)
{
    {
        const std::scoped_lock lock{mutex_};
        --lent_;
        is_sound ? idle_.push_back(std::move(one)) : idle_.clear();
    }
    returned_.notify_one();
}

}  // namespace marrow::adapter::store::postgres

#include "adapter/store/postgres/schema.hpp"

namespace marrow::adapter::store::postgres {

using fhir::fault;
using fhir::fault_kind;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds long_time{10min};

// One at a time, and for as long as a migration of another process may take.
constexpr const char* begin = R"(
BEGIN;
SET LOCAL lock_timeout = '5min';
SELECT pg_advisory_xact_lock(hashtextextended('marrow.migration', 0)))";

// A schema that is there already may belong to a role that may not make one.
constexpr const char* first_table = R"(
DO $$ BEGIN
    IF to_regnamespace('marrow') IS NULL THEN CREATE SCHEMA marrow; END IF;
END $$;
CREATE TABLE marrow.migration (number integer PRIMARY KEY, checksum text NOT NULL))";

constexpr const char* tables_there = R"(
SELECT coalesce(bool_or(tablename = 'migration'), false), count(*) FROM pg_tables WHERE schemaname = 'marrow')";

enum class standing : std::uint8_t { empty, ours, foreign };

fault refused(std::string text)
{
    return {fault_kind::usage, "the store " + std::move(text), {}, {}};
}

fhir::result<standing> standing_of(connection& at)
{
    const auto tables = at.run(tables_there);
    if (!tables) return fault_of(tables.error());
    if (tables->number(0, 1) == 0) return standing::empty;
    return tables->number(0, 0) != 0 ? standing::ours : standing::foreign;
}

/// How many migrations the database has seen.
fhir::result<std::size_t> applied(connection& at, std::span<const migration> by)
{
    const auto how = standing_of(at);
    if (!how) return how.error();
    if (*how == standing::empty) return 0;
    if (*how == standing::foreign) return refused("has tables of another program in its schema marrow");
    const auto rows = at.run("SELECT number, checksum FROM migration ORDER BY number");
    if (!rows) return fault_of(rows.error());
    std::vector<applied_migration> seen;
    for (int i = 0; i < rows->rows(); ++i)
        seen.push_back({rows->number(i, 0), std::string{rows->text(i, 1)}});
    return count_applied(seen, by);
}

outcome<reply> apply(connection& at, const migration& one)
{
    auto done = at.execute(one.sql, long_time);
    if (!done) return done;
    const std::string sum = checksum(one);
    return at.run("INSERT INTO migration VALUES ($1::bigint, $2)", parameters{}.add(one.number).add(sum));
}

/// Within a transaction.
fhir::result<void> bring_up(connection& at, std::span<const migration> by)
{
    const auto how = standing_of(at);
    if (!how) return how.error();
    if (*how == standing::empty)
        if (const auto made = at.execute(first_table); !made) return fault_of(made.error());
    const auto done = applied(at, by);
    if (!done) return done.error();
    for (const migration& one : by.subspan(*done))
        if (const auto made = apply(at, one); !made) return fault_of(made.error());
    return {};
}

fhir::result<connection> open_and(fhir::result<void> (*fit)(connection&, std::span<const migration>), const address& to)
{
    const auto told = [&](fault why) {
        if (why.kind != fault_kind::usage) why.text = "the store cannot be used: " + why.log;
        why.text += " (" + to.shown() + ")";
        return why;
    };
    auto made = connection::open(to);
    if (!made) return told(fault_of(made.error()));
    if (const auto fits = fit(*made, migrations()); !fits) return told(fits.error());
    return std::move(*made);
}

}  // namespace

fhir::result<connection> open_migrated(const address& at)
{
    return open_and(migrate, at);
}

fhir::result<connection> open_verified(const address& at)
{
    return open_and(verify, at);
}

fhir::result<void> migrate(connection& at, std::span<const migration> by)
{
    const auto before = applied(at, by);
    if (!before) return before.error();
    if (*before == by.size()) return {};
    if (const auto begun = at.execute(begin, long_time); !begun) return fault_of(begun.error());
    fhir::result<void> done = bring_up(at, by);
    const auto ended = at.execute(done ? "COMMIT" : "ROLLBACK");
    if (done && !ended) return fault_of(ended.error());
    return done;
}

fhir::result<void> verify(connection& at, std::span<const migration> by)
{
    const auto how = standing_of(at);
    if (!how) return how.error();
    if (*how == standing::empty) return refused("is not there: no schema marrow with tables in it");
    const auto done = applied(at, by);
    if (!done) return done.error();
    if (*done < by.size())
        return refused("is of an older Marrow; marrow serve or marrow store migrate brings it up to date");
    return {};
}

}  // namespace marrow::adapter::store::postgres

#include "adapter/store/sqlite/schema.hpp"

#include <optional>
#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr const char* table_of_migrations =
    "CREATE TABLE migration (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL) STRICT";

fault refused(std::string text)
{
    return {fault_kind::usage, "the store " + std::move(text), {}, {}};
}

/// Names and definitions of all that the schema holds, in order.
fhir::result<std::string> described(connection& file)
{
    statement all = file.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    std::string out;
    int code = all.step();
    for (; code == SQLITE_ROW; code = all.step())
        out.append(all.text(0)).append(": ").append(all.text(1)).append("\n");
    if (code != SQLITE_DONE) return file.fault_of(code);
    return out;
}

int apply(connection& file, const migration& one)
{
    int code = file.execute(one.sql);
    if (code != SQLITE_OK) return code;
    const std::string sum = checksum(one);
    statement noted = file.prepare("INSERT INTO migration VALUES (?, ?)");
    return noted.bind(1, one.number).bind(2, sum).run();
}

fhir::result<std::string> expected(std::span<const migration> by)
{
    auto model = connection::open(":memory:", connection::mode::write);
    if (!model) return model.error();
    int code = model->execute(table_of_migrations);
    for (const migration& one : by)
        if (code == SQLITE_OK) code = apply(*model, one);
    if (code != SQLITE_OK) return model->fault_of(code);
    return described(*model);
}

/// How many migrations the file has seen.
fhir::result<std::size_t> applied(connection& file, std::span<const migration> by)
{
    statement all = file.prepare("SELECT number, checksum FROM migration ORDER BY number");
    std::vector<applied_migration> seen;
    int code = all.step();
    for (; code == SQLITE_ROW; code = all.step())
        seen.push_back({all.number(0), std::string{all.text(1)}});
    if (code != SQLITE_DONE) return file.fault_of(code);
    return count_applied(seen, by);
}

fhir::result<void> compare(connection& file, std::span<const migration> by)
{
    const auto is = described(file);
    if (!is) return is.error();
    const auto should_be = expected(by);
    if (!should_be) return should_be.error();
    if (*is != *should_be) return refused("was altered: its schema is not the one that Marrow makes");
    return {};
}

/// Within a transaction.
fhir::result<void> bring_up(connection& file, std::span<const migration> by)
{
    const auto is_there = is_store(file);
    if (!is_there) return is_there.error();
    if (!*is_there)
        if (const int code = file.execute(table_of_migrations); code != SQLITE_OK) return file.fault_of(code);
    const auto done = applied(file, by);
    if (!done) return done.error();
    for (const migration& one : by.subspan(*done))
        if (const int code = apply(file, one); code != SQLITE_OK) return file.fault_of(code);
    return compare(file, by);
}

}  // namespace

fhir::result<bool> is_store(connection& file)
{
    const auto all = described(file);
    if (!all) return all.error();
    if (all->empty()) return false;
    if (all->find(table_of_migrations) != std::string::npos) return true;
    return refused("is a database of another program");
}

fhir::result<void> upgrade(connection& file, std::span<const migration> by)
{
    const auto is_there = is_store(file);
    if (!is_there) return is_there.error();
    if (!*is_there) return refused("is an empty file; marrow serve makes a store");
    return migrate(file, by);
}

fhir::result<void> migrate(connection& file, std::span<const migration> by)
{
    if (const int code = file.execute("BEGIN IMMEDIATE"); code != SQLITE_OK) return file.fault_of(code);
    fhir::result<void> done = bring_up(file, by);
    if (done) {
        if (const int code = file.execute("COMMIT"); code != SQLITE_OK) done = file.fault_of(code);
    }
    file.roll_back();
    return done;
}

fhir::result<void> verify(connection& file, std::span<const migration> by)
{
    const auto is_there = is_store(file);
    if (!is_there) return is_there.error();
    if (!*is_there) return refused("is not one of Marrow's");
    const auto done = applied(file, by);
    if (!done) return done.error();
    if (*done < by.size())
        return refused(
            "is of an older Marrow; marrow store migrate brings it, or a copy of it, up to date, and marrow serve does"
        );
    return compare(file, by);
}

}  // namespace marrow::adapter::store::sqlite

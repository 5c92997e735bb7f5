#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace marrow::adapter::store::sqlite {

/// The fault of an extended result code of SQLite; `what` goes to the log.
fhir::fault fault_of(int code, std::string_view what);

/// A prepared statement. Its connection must outlive it; one thread. One that could not be prepared gives the reason
/// at each step.
class statement {
public:
    statement(sqlite3* in, std::string_view sql);

    statement& bind(int place, std::int64_t number);
    statement& bind(int place, std::string_view text);  ///< must live until the statement is reset
    statement& bind_blob(int place, std::span<const unsigned char> bytes);
    statement& bind_blob(int place, std::string_view bytes);
    statement& bind_null(int place);

    /// SQLITE_ROW, SQLITE_DONE or an error, after which the statement is reset.
    int step();

    /// step(), reset, and whether it came to its end.
    int run();  ///< SQLITE_OK or an error
    void reset();

    std::int64_t number(int column) const;
    std::string_view text(int column) const;  ///< also of a blob; valid until the next step or reset

private:
    struct finalized {
        void operator()(sqlite3_stmt* one) const;
    };
    std::unique_ptr<sqlite3_stmt, finalized> made_;
    int code_{};
};

/// A connection to a file, set up for durable commits (WAL, synchronous FULL). One thread at a time.
class connection {
public:
    enum class mode : std::uint8_t { create, write, read };

    /// A fault (usage) when the file cannot be opened or is no database, unreadable when it is damaged.
    static fhir::result<connection> open(const std::string& path, mode how);

    /// Result code. The text may hold several statements.
    int execute(const char* sql);

    statement prepare(std::string_view sql) { return {made_.get(), sql}; }

    /// Ends a transaction that an error may have left open, or not.
    void roll_back();

    std::int64_t last_row() const;
    std::int64_t changes() const;  ///< rows that the last statement deleted, inserted or updated
    std::string message() const;
    fhir::fault fault_of(int code) const { return sqlite::fault_of(code, message()); }
    sqlite3* get() const { return made_.get(); }

private:
    struct closed {
        void operator()(sqlite3* one) const;
    };
    explicit connection(sqlite3* made) : made_{made} {}

    std::unique_ptr<sqlite3, closed> made_;
};

}  // namespace marrow::adapter::store::sqlite

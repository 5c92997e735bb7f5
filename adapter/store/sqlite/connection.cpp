#include "adapter/store/sqlite/connection.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

using fhir::fault;
using fhir::fault_kind;

namespace {

constexpr int patience = 2000;  // milliseconds, for another process that has the file locked

constexpr const char* settings = R"(
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = 9000;
)";

// The size of a page holds for a new file only; the journal mode is kept in the file. Names are spread all over their
// index, so that a batch changes thousands of pages: those that memory does not hold are written twice: 32 MiB.
constexpr const char* settings_of_server = R"(
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA cache_size = 4096;
)";

int flags_of(connection::mode how)
{
    const int access = how == connection::mode::read     ? SQLITE_OPEN_READONLY
                       : how == connection::mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                         : SQLITE_OPEN_READWRITE;
    return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

}  // namespace

fault fault_of(int code, std::string_view what)
{
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return {
            fault_kind::out_of_space,
            "The disk of the store is full; nothing was kept. Try again.",
            std::string{what},
            {}};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_ERROR:
        return {fault_kind::internal, "The store refused it; the request id leads to the log.", std::string{what}, {}};
    default:
        return {fault_kind::busy, "The store cannot be used now; nothing was kept. Try again.", std::string{what}, {}};
    }
}

void statement::finalized::operator()(sqlite3_stmt* one) const
{
    ::sqlite3_finalize(one);
}

statement::statement(sqlite3* in, std::string_view sql)
{
    sqlite3_stmt* raw = nullptr;
    code_ =
        ::sqlite3_prepare_v3(in, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    made_.reset(raw);
}

statement& statement::bind(int place, std::int64_t number)
{
    ::sqlite3_bind_int64(made_.get(), place, number);
    return *this;
}

statement& statement::bind(int place, std::string_view text)
{
    ::sqlite3_bind_text64(made_.get(), place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

statement& statement::bind_blob(int place, std::span<const unsigned char> bytes)
{
    ::sqlite3_bind_blob64(made_.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

statement& statement::bind_blob(int place, std::string_view bytes)
{
    ::sqlite3_bind_blob64(made_.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

statement& statement::bind_null(int place)
{
    ::sqlite3_bind_null(made_.get(), place);
    return *this;
}

int statement::step()
{
    if (!made_) return code_;
    const int code = ::sqlite3_step(made_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) reset();
    return code;
}

int statement::run()
{
    const int code = step();
    reset();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

void statement::reset()
{
    ::sqlite3_reset(made_.get());
}

std::int64_t statement::number(int column) const
{
    return ::sqlite3_column_int64(made_.get(), column);
}

std::string_view statement::text(int column) const
{
    const void* const bytes = ::sqlite3_column_blob(made_.get(), column);
    const auto size = static_cast<std::size_t>(::sqlite3_column_bytes(made_.get(), column));
    return bytes ? std::string_view{static_cast<const char*>(bytes), size} : std::string_view{};
}

void connection::closed::operator()(sqlite3* one) const
{
    ::sqlite3_close_v2(one);
}

fhir::result<connection> connection::open(const std::string& path, mode how)
{
    sqlite3* raw = nullptr;
    int code = ::sqlite3_open_v2(path.c_str(), &raw, flags_of(how), nullptr);
    connection made{raw};
    if (code == SQLITE_OK) code = ::sqlite3_busy_timeout(raw, patience);
    if (code == SQLITE_OK) code = ::sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (code == SQLITE_OK && how == mode::create) code = made.execute(settings_of_server);
    if (code == SQLITE_OK) code = made.execute(settings);
    if (code == SQLITE_OK) return made;
    const bool is_damaged = (code & 0xFF) == SQLITE_CORRUPT;
    const fault_kind kind = is_damaged ? fault_kind::unreadable : fault_kind::usage;
    return fault{kind, "cannot open the store " + path + ": " + made.message(), {}, {}};
}

int connection::execute(const char* sql)
{
    return ::sqlite3_exec(made_.get(), sql, nullptr, nullptr, nullptr);
}

void connection::roll_back()
{
    if (::sqlite3_get_autocommit(made_.get()) == 0) execute("ROLLBACK");
}

std::int64_t connection::last_row() const
{
    return ::sqlite3_last_insert_rowid(made_.get());
}

std::int64_t connection::changes() const
{
    return ::sqlite3_changes64(made_.get());
}

std::string connection::message() const
{
    return ::sqlite3_errmsg(made_.get());
}

}  // namespace marrow::adapter::store::sqlite

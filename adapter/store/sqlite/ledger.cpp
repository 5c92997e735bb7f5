#include "adapter/store/sqlite/ledger.hpp"

#include "adapter/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

ledger::ledger(connection& in)
    : last_{in.prepare("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")},
      insert_{in.prepare("INSERT INTO audit (number, at, previous, hash, event) VALUES (?, ?, ?, ?, ?)")}
{
}

int ledger::begin()
{
    at_ = {};
    const int code = last_.step();
    if (code == SQLITE_ROW) {
        at_.number = last_.number(0);
        at_.hash = read_digest(last_.text(1));
    }
    last_.reset();
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int ledger::add(const audit_event& what)
{
    at_ = {at_.number + 1, what.at, at_.hash, {}, text_of(what)};
    at_.hash = hash_of(at_);
    insert_.bind(1, at_.number).bind(2, at_.at).bind_blob(3, at_.previous).bind_blob(4, at_.hash);
    return insert_.bind(5, at_.text).run();
}

int note(connection& in, const audit_event& what)
{
    ledger to{in};
    const int code = to.begin();
    return code == SQLITE_OK ? to.add(what) : code;
}

audit_link read_link(const statement& row)
{
    return {row.number(0), row.number(1), read_digest(row.text(2)), read_digest(row.text(3)), std::string{row.text(4)}};
}

}  // namespace marrow::adapter::store::sqlite

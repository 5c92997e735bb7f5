#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

namespace marrow::adapter::store::sqlite {

/// Writes the chain of the audit, within the transaction that is open. The connection must outlive it; one thread.
class ledger {
public:
    explicit ledger(connection& in);

    /// Takes up the chain where it ends: at the beginning of each transaction, for another process may have written.
    int begin();

    /// SQLITE_OK or an error.
    int add(const audit_event& what);

private:
    statement last_, insert_;
    audit_link at_;  ///< the last one
};

/// begin() and one event.
int note(connection& in, const audit_event& what);

/// The columns of a link, as read_link() takes them.
inline constexpr std::string_view all_links =
    "SELECT number, at, previous, hash, event FROM audit WHERE at >= ? AND at < ? ORDER BY number";
audit_link read_link(const statement& row);

}  // namespace marrow::adapter::store::sqlite

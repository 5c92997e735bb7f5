#pragma once

#include "adapter/store/audit.hpp"
#include "adapter/store/postgres/connection.hpp"

#include <functional>
#include <initializer_list>

namespace marrow::adapter::store::postgres {

inline constexpr std::chrono::milliseconds long_time{std::chrono::minutes{10}};

/// Opens a transaction in which all that is read belongs to one moment, however slowly it is taken.
inline constexpr const char* begin_to_read =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0";

/// Calls `each` for all rows of a query that gives a few after the number in its column `number`, so that memory is
/// bounded, until it is false. Its other parameters are numbers.
outcome<bool> go_through(
    connection& at,
    const char* query,
    int number,
    const std::function<bool(const reply&, int)>& each,
    std::initializer_list<std::int64_t> others = {}
);

/// For go_through(): links that were noted from then on and before then, as read_link() takes them.
inline constexpr const char* links_after = R"(
SELECT number, at, previous, hash, event FROM audit
WHERE number > $1::bigint AND at >= $2::bigint AND at < $3::bigint ORDER BY number LIMIT 1000)";

audit_link read_link(const reply& from, int row);

}  // namespace marrow::adapter::store::postgres

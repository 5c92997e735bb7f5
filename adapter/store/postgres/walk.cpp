#include "adapter/store/postgres/walk.hpp"

#include "adapter/store/postgres/rows.hpp"

namespace marrow::adapter::store::postgres {

outcome<bool> go_through(
    connection& at,
    const char* query,
    int number,
    const std::function<bool(const reply&, int)>& each,
    std::initializer_list<std::int64_t> others
)
{
    for (std::int64_t last = INT64_MIN;;) {
        parameters with;
        with.add(last);
        for (const std::int64_t other : others)
            with.add(other);
        const auto some = at.run(query, with, long_time);
        if (!some) return some.error();
        for (int row = 0; row < some->rows(); ++row)
            if (!each(*some, row)) return false;
        if (some->rows() == 0) return true;
        last = some->number(some->rows() - 1, number);
    }
}

audit_link read_link(const reply& from, int row)
{
    return {
        from.number(row, 0),
        from.number(row, 1),
        read_digest(from.text(row, 2)),
        read_digest(from.text(row, 3)),
        std::string{from.text(row, 4)}};
}

}  // namespace marrow::adapter::store::postgres

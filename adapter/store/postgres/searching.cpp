#include "adapter/store/postgres/searching.hpp"

#include "adapter/store/postgres/rows.hpp"

#include <algorithm>

namespace marrow::adapter::store::postgres {

namespace {

/// A list of marks that fewer messages have is where the search begins.
constexpr std::int64_t rare = 1'000;
/// Messages that one page looks through otherwise.
constexpr std::int64_t window = 100'000;

using marks = std::vector<name_key>;

constexpr const char* count_marks =
    "SELECT count(*) FROM (SELECT FROM mark WHERE name = ANY ($1::bytea[]) LIMIT $2::bigint) x";

/// The list that fewest messages have, if they are few.
outcome<const marks*> rarest(connection& in, const search& wanted)
{
    const marks* found = nullptr;
    std::int64_t fewest = rare;
    for (const marks& each : wanted.marks) {
        const auto counted = in.run(count_marks, parameters{}.add(array::of(each)).add(rare));
        if (!counted) return counted.error();
        if (counted->number(0, 0) < fewest) {
            fewest = counted->number(0, 0);
            found = &each;
        }
    }
    return found;
}

/// Either the few that have a mark of `first` are looked at, or the messages from the last one on. OFFSET 0 and + 0
/// leave the server no other way.
std::string query(const search& wanted, const marks* first)
{
    std::string few = "message m";
    std::string others;
    int place = 6;
    for (const marks& each : wanted.marks) {
        const std::string any = " = ANY ($" + std::to_string(place++) + "::bytea[]) OFFSET 0)";
        if (&each == first) {
            few = "(SELECT DISTINCT k.message FROM mark k WHERE k.name" + any +
                  " f, LATERAL (SELECT * FROM message n WHERE n.number = f.message OFFSET 0) m";
        } else {
            others += " AND EXISTS (SELECT FROM mark k WHERE k.message = m.number AND k.name" + any;
        }
    }
    return "SELECT " MARROW_DECISION_COLUMNS ", w.number FROM (SELECT m.number FROM " + few +
           " WHERE m.number < $1::bigint AND m.number >= $2::bigint AND m.received + 0 >= $3::bigint AND "
           "m.received + 0 < $4::bigint" +
           others +
           " ORDER BY m.number DESC LIMIT $5::bigint) w, LATERAL (SELECT * FROM decision l WHERE l.message = w.number "
           "ORDER BY l.ordinal DESC LIMIT 1) d ORDER BY w.number DESC";
}

}  // namespace

outcome<page> find_page(connection& in, const search& wanted)
{
    const auto first = rarest(in, wanted);
    if (!first) return first.error();
    const auto newest = in.run("SELECT coalesce(max(number), 0) FROM message");
    if (!newest) return newest.error();
    const std::int64_t before = std::min(wanted.before, newest->number(0, 0) + 1);
    const std::int64_t least = *first ? 0 : std::max<std::int64_t>(0, before - window);

    parameters with;
    with.add(before).add(least).add(wanted.from).add(wanted.until).add(static_cast<std::int64_t>(wanted.most));
    for (const marks& each : wanted.marks)
        with.add(array::of(each));
    const auto rows = in.run(query(wanted, *first).c_str(), with);
    if (!rows) return rows.error();
    page made;
    for (int row = 0; row < rows->rows(); ++row)
        made.found.push_back(read_decision(*rows, row));
    const bool is_full = made.found.size() == wanted.most;
    made.next = is_full && rows->rows() > 0 ? rows->number(rows->rows() - 1, decision_columns) : least;
    return made;
}

}  // namespace marrow::adapter::store::postgres

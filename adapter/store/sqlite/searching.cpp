#include "adapter/store/sqlite/searching.hpp"

#include "adapter/store/sqlite/rows.hpp"

#include <algorithm>
#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

namespace {

/// A list of marks that fewer messages have is where the search begins.
constexpr std::int64_t rare = 1'000;
/// Messages that one page looks through otherwise.
constexpr std::int64_t window = 100'000;

using marks = std::vector<name_key>;

std::string places(const marks& of)
{
    std::string out = "(?";
    for (std::size_t i = 1; i < of.size(); ++i)
        out += ",?";
    return out + ")";
}

int bind(statement& to, int place, const marks& all)
{
    for (const name_key& each : all)
        to.bind_blob(place++, each);
    return place;
}

/// Up to `rare`.
int count(connection& in, const marks& of, std::int64_t& number)
{
    statement counted =
        in.prepare("SELECT count(*) FROM (SELECT 1 FROM mark WHERE name IN " + places(of) + " LIMIT ?)");
    counted.bind(bind(counted, 1, of), rare);
    const int code = counted.step();
    if (code == SQLITE_ROW) number = counted.number(0);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

int newest(connection& in, std::int64_t& number)
{
    statement last = in.prepare("SELECT coalesce(max(number), 0) FROM message");
    const int code = last.step();
    if (code == SQLITE_ROW) number = last.number(0);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

/// The list that fewest messages have, if they are few.
int rarest(connection& in, const search& wanted, const marks*& found)
{
    std::int64_t fewest = rare;
    for (const marks& each : wanted.marks) {
        std::int64_t number = 0;
        if (const int code = count(in, each, number); code != SQLITE_OK) return code;
        if (number < fewest) {
            fewest = number;
            found = &each;
        }
    }
    return SQLITE_OK;
}

std::string query(const search& wanted, const marks* first)
{
    std::string sql =
        "SELECT " MARROW_DECISION_COLUMNS ", m.number FROM message m JOIN decision d ON d.message = m.number "
        "WHERE d.ordinal = (SELECT max(ordinal) FROM decision l WHERE l.message = m.number) "
        "AND m.number < ? AND m.number >= ? AND m.received >= ? AND m.received < ?";
    for (const marks& each : wanted.marks)
        sql +=
            (&each == first
                 ? " AND m.number IN (SELECT message FROM mark WHERE name IN " + places(each) + ")"
                 : " AND EXISTS (SELECT 1 FROM mark k WHERE k.message = m.number AND k.name IN " + places(each) + ")");
    return sql + " ORDER BY m.number DESC LIMIT ?";
}

}  // namespace

int find_page(connection& in, const search& wanted, page& found)
{
    const marks* first = nullptr;
    std::int64_t last = 0;
    int code = rarest(in, wanted, first);
    if (code == SQLITE_OK) code = newest(in, last);
    if (code != SQLITE_OK) return code;
    const std::int64_t before = std::min(wanted.before, last + 1);
    const std::int64_t least = first ? 0 : std::max<std::int64_t>(0, before - window);

    statement all = in.prepare(query(wanted, first));
    int place = 5;
    all.bind(1, before).bind(2, least).bind(3, wanted.from).bind(4, wanted.until);
    for (const marks& each : wanted.marks)
        place = bind(all, place, each);
    all.bind(place, static_cast<std::int64_t>(wanted.most));
    std::int64_t reached = 0;
    for (code = all.step(); code == SQLITE_ROW; code = all.step()) {
        found.found.push_back(read_decision(all));
        reached = all.number(decision_columns);
    }
    found.next = found.found.size() == wanted.most ? reached : least;
    return code;
}

}  // namespace marrow::adapter::store::sqlite

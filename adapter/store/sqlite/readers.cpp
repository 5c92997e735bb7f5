#include "adapter/store/sqlite/readers.hpp"

#include "adapter/store/sqlite/rows.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

namespace {

constexpr std::string_view decision_of_key =
    "SELECT " MARROW_DECISION_COLUMNS ", m.hash FROM idempotency i "
    "JOIN decision d ON d.number = i.decision JOIN message m ON m.number = d.message "
    "WHERE i.key = ? AND i.received > ?";

constexpr std::string_view decision_of_id = "SELECT " MARROW_DECISION_COLUMNS " FROM decision d WHERE d.id = ?";

}  // namespace

struct readers::reader {
    explicit reader(connection own) : file{std::move(own)} {}

    connection file;
    statement by_key{file.prepare(decision_of_key)};
    statement by_id{file.prepare(decision_of_id)};
};

readers::readers(std::string path, std::chrono::milliseconds key_lifetime)
    : path_{std::move(path)}, key_lifetime_{key_lifetime}
{
}

readers::~readers() = default;

fhir::result<readers::owned> readers::borrow()
{
    {
        const std::scoped_lock lock{mutex_};
        if (!idle_.empty()) {
            owned one = std::move(idle_.back());
            idle_.pop_back();
            return one;
        }
    }
    auto opened = connection::open(path_, connection::mode::read);
    if (!opened) return fault_of(SQLITE_CANTOPEN, opened.error().text);
    return std::make_unique<reader>(std::move(*opened));
}

void readers::give_back(owned one)
{
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(one));
}

fhir::result<std::optional<keyed>> readers::find(const digest& key, std::int64_t now)
{
    auto with = borrow();
    if (!with) return with.error();
    statement& row = (*with)->by_key.bind_blob(1, key).bind(2, now - key_lifetime_.count());
    const int code = row.step();
    if (code != SQLITE_ROW && code != SQLITE_DONE) return (*with)->file.fault_of(code);
    std::optional<keyed> found;
    if (code == SQLITE_ROW) found = keyed{read_digest(row.text(7)), read_decision(row)};
    row.reset();
    give_back(std::move(*with));
    return found;
}

fhir::result<std::optional<decision>> readers::find_decision(std::string_view id)
{
    auto with = borrow();
    if (!with) return with.error();
    statement& row = (*with)->by_id.bind(1, id);
    const int code = row.step();
    if (code != SQLITE_ROW && code != SQLITE_DONE) return (*with)->file.fault_of(code);
    std::optional<decision> found;
    if (code == SQLITE_ROW) found = read_decision(row);
    row.reset();
    give_back(std::move(*with));
    return found;
}

}  // namespace marrow::adapter::store::sqlite

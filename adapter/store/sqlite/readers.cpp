#include "adapter/store/sqlite/readers.hpp"

#include "adapter/store/sqlite/rows.hpp"
#include "adapter/store/sqlite/searching.hpp"

#include <sqlite3.h>

namespace marrow::adapter::store::sqlite {

namespace {

constexpr std::string_view decision_of_key =
    "SELECT " MARROW_DECISION_COLUMNS ", m.hash FROM idempotency i "
    "JOIN decision d ON d.number = i.decision JOIN message m ON m.number = d.message "
    "WHERE i.key = ? AND i.received > ?";

constexpr std::string_view decisions_of_id =
    "SELECT " MARROW_DECISION_COLUMNS " FROM decision d WHERE d.id = ?1 AND (?2 = 0 OR d.ordinal = ?2) "
    "ORDER BY d.ordinal DESC LIMIT ?3";

constexpr std::string_view message_of_id = "SELECT " MARROW_MESSAGE_COLUMNS " FROM message m WHERE m.id = ?";

// The newest message that has the name, and whether it has it once.
constexpr std::string_view resource_of_name =
    "SELECT m.id, r.entry, (SELECT count(*) FROM resource s WHERE s.name = r.name AND s.message = r.message), "
    "r.message "
    "FROM resource r JOIN message m ON m.number = r.message WHERE r.name = ? ORDER BY r.message DESC LIMIT 1";

constexpr std::string_view lines_of_patient =
    "SELECT l.patient, l.day, l.what, m.id, l.message FROM line l JOIN message m ON m.number = l.message "
    "WHERE l.patient = ? ORDER BY l.day DESC LIMIT ?";

constexpr std::string_view lines_of_message =
    "SELECT l.patient, l.day, l.what FROM message m JOIN line l ON l.message = m.number WHERE m.id = ? "
    "ORDER BY l.ordinal";

constexpr std::string_view due_first =
    "SELECT m.id, d.ticket FROM due d JOIN message m ON m.number = d.message ORDER BY d.since LIMIT ?";

constexpr std::int64_t most_decisions = 1'000;

}  // namespace

struct readers::reader {
    explicit reader(connection own) : file{std::move(own)} {}

    connection file;
    statement by_key{file.prepare(decision_of_key)};
    statement by_id{file.prepare(decisions_of_id)};
    statement messages{file.prepare(message_of_id)};
    statement resources{file.prepare(resource_of_name)};
    statement lines{file.prepare(lines_of_patient)};
    statement of_message{file.prepare(lines_of_message)};
    statement first_due{file.prepare(due_first)};
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

template <class Found, class Work>
fhir::result<Found> readers::read(Work work)
{
    auto with = borrow();
    if (!with) return with.error();
    Found found{};
    const int code = work(**with, found);
    if (code != SQLITE_OK && code != SQLITE_DONE) return (*with)->file.fault_of(code);
    give_back(std::move(*with));
    return found;
}

fhir::result<std::optional<keyed>> readers::find(const digest& key, std::int64_t now)
{
    return read<std::optional<keyed>>([&](reader& with, auto& found) {
        return each_row(with.by_key.bind_blob(1, key).bind(2, now - key_lifetime_.count()), [&](const statement& row) {
            found = keyed{read_digest(row.text(decision_columns)), read_decision(row)};
        });
    });
}

fhir::result<std::optional<decision>> readers::find_decision(std::string_view id, std::uint32_t number)
{
    return read<std::optional<decision>>([&](reader& with, auto& found) {
        with.by_id.bind(1, id).bind(2, std::int64_t{number}).bind(3, std::int64_t{1});
        return each_row(with.by_id, [&](const statement& row) { found = read_decision(row); });
    });
}

fhir::result<std::vector<decision>> readers::find_decisions(std::string_view id)
{
    return read<std::vector<decision>>([&](reader& with, auto& found) {
        with.by_id.bind(1, id).bind(2, std::int64_t{0}).bind(3, most_decisions);
        return each_row(with.by_id, [&](const statement& row) { found.push_back(read_decision(row)); });
    });
}

fhir::result<std::optional<message>> readers::find_message(std::string_view id)
{
    return read<std::optional<message>>([&](reader& with, auto& found) {
        return each_row(with.messages.bind(1, id), [&](const statement& row) { found = read_message(row, 0); });
    });
}

fhir::result<page> readers::find(const search& wanted)
{
    return read<page>([&](reader& with, page& found) { return find_page(with.file, wanted, found); });
}

fhir::result<std::vector<found_resource>> readers::find_resources(std::span<const name_key> names)
{
    return read<std::vector<found_resource>>([&](reader& with, auto& found) {
        int code = SQLITE_OK;
        for (const name_key& name : names) {
            code = each_row(with.resources.bind_blob(1, name), [&](const statement& row) {
                found_resource& each =
                    found.emplace_back(found_resource{name, std::string{row.text(0)}, {}, row.number(3)});
                if (row.number(2) == 1) each.entry = static_cast<std::uint32_t>(row.number(1));
            });
            if (code != SQLITE_DONE) break;
        }
        return code;
    });
}

fhir::result<std::vector<found_line>> readers::find_lines(std::span<const name_key> patients)
{
    return read<std::vector<found_line>>([&](reader& with, auto& found) {
        int code = SQLITE_OK;
        for (const name_key& patient : patients) {
            with.lines.bind_blob(1, patient).bind(2, std::int64_t{message_store::most_lines});
            code = each_row(with.lines, [&](const statement& row) {
                found.push_back({std::string{row.text(3)}, read_line(row, 0), row.number(4)});
            });
            if (code != SQLITE_DONE) break;
        }
        return code;
    });
}

fhir::result<std::vector<std::string>> readers::find_patients(std::span<const std::string> messages)
{
    return read<std::vector<std::string>>([&](reader& with, auto& found) {
        patient_list all{patient_list::most_read};
        int code = SQLITE_DONE;
        for (std::size_t i = 0; code == SQLITE_DONE && i < messages.size(); ++i) {
            all.begin_message();
            code = each_row(with.of_message.bind(1, messages[i]), [&](const statement& row) {
                all.add(read_line(row, 0));
            });
        }
        found = all.take();
        return code;
    });
}

fhir::result<std::vector<due>> readers::take_due(std::size_t most)
{
    return read<std::vector<due>>([&](reader& with, auto& found) {
        return each_row(with.first_due.bind(1, static_cast<std::int64_t>(most)), [&](const statement& row) {
            found.push_back({std::string{row.text(0)}, row.number(1)});
        });
    });
}

}  // namespace marrow::adapter::store::sqlite

#include "adapter/store/sqlite/sqlite_store.hpp"

#include "adapter/store/sqlite/readers.hpp"
#include "adapter/store/sqlite/schema.hpp"
#include "adapter/store/sqlite/writer.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace marrow::adapter::store {

using fhir::fault;
using fhir::fault_kind;

namespace {

class sqlite_store final : public message_store {
public:
    sqlite_store(sqlite::connection own, const sqlite_options& by)
        : writer_{std::move(own), meter_, {.key_lifetime = by.key_lifetime}}, readers_{by.path, by.key_lifetime}
    {
    }

    void keep(record what, kept then) override { writer_.keep(std::move(what), std::move(then)); }

    fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now) override
    {
        return readers_.find(key, now);
    }

    void revise(revision what, kept then) override { writer_.keep(std::move(what), std::move(then)); }

    fhir::result<std::optional<decision>> find_decision(std::string_view id, std::uint32_t number) override
    {
        return readers_.find_decision(id, number);
    }

    fhir::result<std::vector<decision>> find_decisions(std::string_view id) override
    {
        return readers_.find_decisions(id);
    }

    fhir::result<std::optional<message>> find_message(std::string_view id) override
    {
        return readers_.find_message(id);
    }

    fhir::result<page> find(const search& wanted) override { return readers_.find(wanted); }

    fhir::result<std::vector<found_resource>> find_resources(std::span<const name_key> names) override
    {
        return readers_.find_resources(names);
    }

    fhir::result<std::vector<found_line>> find_lines(std::span<const name_key> patients) override
    {
        return readers_.find_lines(patients);
    }

    fhir::result<std::vector<std::string>> find_patients(std::span<const std::string> messages) override
    {
        return readers_.find_patients(messages);
    }

    fhir::result<std::vector<due>> take_due(std::size_t most) override { return readers_.take_due(most); }

    fhir::result<void> note(audit_event what) override { return writer_.add(std::move(what)); }

    bool writable() const override { return writer_.writable(); }

private:
    sqlite::writer writer_;  // ends last, so that its connection clears away the log
    sqlite::readers readers_;
};

/// Readable for the owner alone, as are then the files that SQLite puts beside it.
fhir::result<void> make_file(const std::string& path)
{
    const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0)
        return fault{fault_kind::usage, "cannot open the store " + path + ": " + std::strerror(errno), {}, {}};
    ::close(made);
    return {};
}

/// Before anything in it is changed: that it is not of another program. What cannot be read is told by what follows.
fhir::result<void> look_at(const std::string& path)
{
    auto file = sqlite::connection::open(path, sqlite::connection::mode::write);
    const auto found = file ? sqlite::is_store(*file) : fhir::result<bool>{false};
    if (found || found.error().kind != fault_kind::usage) return {};
    return fault{fault_kind::usage, found.error().text + " (" + path + ")", {}, {}};
}

}  // namespace

fhir::result<std::unique_ptr<message_store>> open_sqlite(const sqlite_options& by)
{
    if (const auto made = make_file(by.path); !made) return made.error();
    if (const auto ours = look_at(by.path); !ours) return ours.error();
    auto own = sqlite::connection::open(by.path, sqlite::connection::mode::create);
    if (!own) return fault{fault_kind::usage, own.error().text, {}, {}};
    if (auto done = sqlite::migrate(*own); !done) {
        fault failed = done.error();
        if (failed.kind != fault_kind::usage) failed.text = "the store cannot be used: " + failed.log;
        failed.text += " (" + by.path + ")";
        return failed;
    }
    return std::unique_ptr<message_store>{std::make_unique<sqlite_store>(std::move(*own), by)};
}

}  // namespace marrow::adapter::store

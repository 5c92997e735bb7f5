#include "adapter/store/postgres/postgres_store.hpp"

#include "adapter/store/postgres/readers.hpp"
#include "adapter/store/postgres/schema.hpp"
#include "adapter/store/postgres/writer.hpp"

#include <random>

namespace marrow::adapter::store {

namespace {

class postgres_store final : public message_store {
public:
    postgres_store(
        const postgres::address& at,
        postgres::writing_session first,
        std::uint32_t node,
        std::chrono::milliseconds key_lifetime
    )
        : readers_{at, key_lifetime, node}, writer_{at, std::move(first), node, meter_, key_lifetime}
    {
    }

    void keep(record what, kept then) override { writer_.keep(std::move(what), std::move(then)); }

    void revise(revision what, kept then) override { writer_.keep(std::move(what), std::move(then)); }

    fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now) override
    {
        return readers_.find(key, now);
    }

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
    postgres::readers readers_;
    postgres::writer writer_;
};

}  // namespace

fhir::result<std::unique_ptr<message_store>> open_postgres(const postgres_options& by)
{
    const auto at = postgres::address::parse(by.address);
    if (!at) return at.error();
    if (const auto made = postgres::open_migrated(*at); !made) return made.error();
    const std::uint32_t node = std::random_device{}() >> 1;
    auto first = postgres::writing_session::open(*at, node);
    if (!first) return postgres::fault_of(first.error());
    return std::unique_ptr<message_store>{
        std::make_unique<postgres_store>(*at, std::move(*first), node, by.key_lifetime)};
}

}  // namespace marrow::adapter::store

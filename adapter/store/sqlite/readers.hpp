#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace marrow::adapter::store::sqlite {

/// Connections that only read, one for each read that is under way. Any thread.
class readers {
public:
    readers(std::string path, std::chrono::milliseconds key_lifetime);
    ~readers();

    fhir::result<std::optional<keyed>> find(const digest& key, std::int64_t now);
    fhir::result<std::optional<decision>> find_decision(std::string_view id, std::uint32_t number);
    fhir::result<std::vector<decision>> find_decisions(std::string_view id);
    fhir::result<std::optional<message>> find_message(std::string_view id);
    fhir::result<page> find(const search& wanted);
    fhir::result<std::vector<found_resource>> find_resources(std::span<const name_key> names);
    fhir::result<std::vector<found_line>> find_lines(std::span<const name_key> patients);
    fhir::result<std::vector<std::string>> find_patients(std::span<const std::string> messages);
    fhir::result<std::vector<due>> take_due(std::size_t most);

private:
    struct reader;
    using owned = std::unique_ptr<reader>;

    /// Gives `work` a reader and a place for what it finds; it returns SQLITE_OK, SQLITE_DONE or an error.
    template <class Found, class Work>
    fhir::result<Found> read(Work work);

    fhir::result<owned> borrow();
    void give_back(owned one);

    std::string path_;
    std::chrono::milliseconds key_lifetime_;
    std::mutex mutex_;
    std::vector<owned> idle_;  ///< guarded by mutex_
};

}  // namespace marrow::adapter::store::sqlite

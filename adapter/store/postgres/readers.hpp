#pragma once

#include "adapter/store/postgres/connection.hpp"
#include "adapter/store/store.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace marrow::adapter::store::postgres {

/// Connections that only read, no more than a handful. While the server cannot be reached, one caller at a time tries,
/// and the others are told at once. Any thread.
class readers {
public:
    /// `node`: a number of this process, by which it finds what it took.
    readers(address to, std::chrono::milliseconds key_lifetime, std::uint32_t node);

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
    using clock = std::chrono::steady_clock;

    /// Rows of a prepared statement, of which `read` makes what was found.
    template <class Read>
    auto found(const char* statement, const parameters& with, Read read);

    /// What `work` makes of a connection.
    template <class Found, class Work>
    fhir::result<Found> ask(Work work);
    template <class Found, class Work>
    outcome<Found> ask_once(Work work);
    outcome<connection> borrow();
    outcome<connection> connect();
    void give_back(connection one, bool is_sound);

    address to_;
    std::chrono::milliseconds key_lifetime_;
    std::uint32_t node_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<connection> idle_;  ///< guarded by mutex_, as are the next three
    std::size_t lent_{};
    bool fails_{};
    clock::time_point closed_until_{};
};

}  // namespace marrow::adapter::store::postgres

#pragma once

#include "adapter/store/sqlite/connection.hpp"
#include "adapter/store/store.hpp"

#include <chrono>
#include <span>

namespace marrow::adapter::store::sqlite {

/// Writes what is to be kept, within the transaction that is open. What concerns the one alone goes to `how`; an error
/// that the whole transaction must share is returned, else SQLITE_OK. The connection must outlive it; one thread.
class inserter {
public:
    inserter(connection& in, std::chrono::milliseconds key_lifetime);

    int insert(const record& what, fhir::result<bool>& how);
    int insert(const revision& what, fhir::result<bool>& how);

    /// Whether the last that was inserted leaves an event.
    bool is_told() const { return is_told_; }

private:
    /// Calls `rows`, and takes back what it wrote when a constraint forbids it.
    template <class Rows>
    int alone(fhir::result<bool>& how, Rows rows);

    int insert_rows(const record& what);
    int insert_message(const message& came);
    int insert_decision(const decision& made, std::int64_t message);
    int insert_resources(const ties& with, std::int64_t message, std::int64_t now);
    int insert_lines(std::span<const patient_line> all, std::int64_t message);
    int insert_marks(std::span<const name_key> all, std::int64_t message);
    int insert_awaited(const ties& with, std::int64_t message, std::int64_t now);
    int wake(const name_key& name, std::int64_t message, std::int64_t now);
    int wake(std::span<const patient_line> by, std::int64_t message, std::int64_t now);

    /// Whether the ticket holds; its message.
    int take(const due& of, std::int64_t& message);
    int revise_rows(const revision& what, std::int64_t message);
    int replace_lines(const revision& what, std::int64_t message, bool& differ);
    int replace_marks(const revision& what, std::int64_t message, bool& differ);

    connection& file_;
    std::chrono::milliseconds key_lifetime_;
    statement keyed_, message_, decision_, key_;
    statement resource_, line_, mark_, awaited_, is_awaited_, wake_by_name_, wake_by_lines_;
    statement newest_, known_, wake_self_;
    statement taken_, settled_, lines_, marks_, forget_lines_, forget_awaited_, forget_marks_;
    statement begin_one_, undo_one_, end_one_;
    bool is_told_{};
};

}  // namespace marrow::adapter::store::sqlite

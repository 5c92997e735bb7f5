#pragma once

#include "adapter/store/store.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace marrow::test {

/// A store without a disk that does as it is told: it can hold back what it has kept, or fail. It ties nothing
/// together.
class memory_store final : public adapter::store::message_store {
public:
    ~memory_store() override { let_go(); }

    void keep(adapter::store::record what, kept then) override
    {
        std::unique_lock lock{mutex_};
        if (failing_) return then(fhir::fault{*failing_, "It cannot be kept.", "why", {}});
        if (taken_) return then(false);
        held_.push_back({std::move(what), std::move(then)});
        ++asked_;
        lock.unlock();
        if (!holds_back_) let_go();
    }

    fhir::result<std::optional<adapter::store::keyed>> find(const adapter::store::digest& key, std::int64_t) override
    {
        const std::scoped_lock lock{mutex_};
        if (failing_reads_) return fhir::fault{fhir::fault_kind::busy, "It cannot be read.", {}, {}};
        for (const adapter::store::record& one : records_)
            if (one.received.key == key) return std::optional{adapter::store::keyed{one.received.hash, one.made}};
        return std::optional<adapter::store::keyed>{};
    }

    void revise(adapter::store::revision, kept then) override { then(false); }

    fhir::result<std::optional<adapter::store::decision>> find_decision(std::string_view id, std::uint32_t) override
    {
        const std::scoped_lock lock{mutex_};
        for (const adapter::store::record& one : records_)
            if (one.made.id == id) return std::optional{one.made};
        return std::optional<adapter::store::decision>{};
    }

    fhir::result<std::vector<adapter::store::decision>> find_decisions(std::string_view id) override
    {
        std::vector<adapter::store::decision> made;
        if (auto one = find_decision(id, 0).value()) made.push_back(std::move(*one));
        return made;
    }

    fhir::result<std::optional<adapter::store::message>> find_message(std::string_view id) override
    {
        const std::scoped_lock lock{mutex_};
        for (const adapter::store::record& one : records_)
            if (one.received.id == id) return std::optional{one.received};
        return std::optional<adapter::store::message>{};
    }

    fhir::result<adapter::store::page> find(const adapter::store::search&) override { return adapter::store::page{}; }

    fhir::result<std::vector<adapter::store::found_resource>>
    find_resources(std::span<const adapter::store::name_key>) override
    {
        return std::vector<adapter::store::found_resource>{};
    }

    fhir::result<std::vector<adapter::store::found_line>> find_lines(std::span<const adapter::store::name_key>) override
    {
        return std::vector<adapter::store::found_line>{};
    }

    fhir::result<std::vector<std::string>> find_patients(std::span<const std::string> messages) override
    {
        const std::scoped_lock lock{mutex_};
        adapter::store::patient_list all{adapter::store::patient_list::most_read};
        for (const adapter::store::record& one : records_) {
            all.begin_message();
            if (std::ranges::find(messages, one.received.id) == messages.end()) continue;
            for (const adapter::store::patient_line& line : one.with.lines)
                all.add(line);
        }
        return all.take();
    }

    fhir::result<std::vector<adapter::store::due>> take_due(std::size_t) override
    {
        return std::vector<adapter::store::due>{};
    }

    fhir::result<void> note(adapter::store::audit_event what) override
    {
        const std::scoped_lock lock{mutex_};
        if (failing_) return fhir::fault{*failing_, "It cannot be noted.", "why", {}};
        events_.push_back(std::move(what));
        return {};
    }

    bool writable() const override { return !failing_; }

    std::vector<adapter::store::audit_event> events() const
    {
        const std::scoped_lock lock{mutex_};
        return events_;
    }

    std::vector<adapter::store::record> records() const
    {
        const std::scoped_lock lock{mutex_};
        return records_;
    }

    void fail(std::optional<fhir::fault_kind> with)
    {
        const std::scoped_lock lock{mutex_};
        failing_ = with;
    }
    /// As if another process had kept a record of each key meanwhile.
    void take_keys(bool yes) { taken_ = yes; }
    void fail_reads(bool yes) { failing_reads_ = yes; }
    void hold_back() { holds_back_ = true; }
    int asked() const { return asked_; }

    /// Keeps what was held back, and says so.
    void let_go()
    {
        std::unique_lock lock{mutex_};
        std::vector<waiting> held = std::move(held_);
        held_.clear();
        for (const waiting& one : held)
            records_.push_back(one.what);
        lock.unlock();
        for (const waiting& one : held)
            one.then(true);
    }

private:
    struct waiting {
        adapter::store::record what;
        kept then;
    };
    mutable std::mutex mutex_;
    std::vector<adapter::store::record> records_;
    std::vector<adapter::store::audit_event> events_;
    std::vector<waiting> held_;
    std::optional<fhir::fault_kind> failing_;
    std::atomic<bool> taken_{false};
    std::atomic<bool> failing_reads_{false};
    std::atomic<bool> holds_back_{false};
    std::atomic<int> asked_{0};
};

}  // namespace marrow::test

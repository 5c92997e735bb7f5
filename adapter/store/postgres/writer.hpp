#pragma once

#include "adapter/store/postgres/event.hpp"
#include "adapter/store/postgres/session.hpp"
#include "adapter/store/spool.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

namespace marrow::adapter::store::postgres {

/// The one thread that writes. What has come while a commit was under way goes into the next, so that its cost is
/// shared; no record is answered for before the server has said that the commit which holds it is done. When the
/// connection is lost meanwhile, the records of that commit are looked for over a new one before they are answered
/// for. While there is no connection, all else is refused.
class writer {
public:
    /// What it counts goes to the meter.
    writer(
        address to,
        writing_session first,
        std::uint32_t lock,
        meter& counts,
        std::chrono::milliseconds key_lifetime,
        queue::bounds within = {}
    );

    /// Writes all that waits.
    ~writer();

    writer(const writer&) = delete;

    using work = std::variant<record, revision>;

    void keep(work what, message_store::kept then);
    fhir::result<void> add(audit_event what);
    bool writable() const { return writable_; }

private:
    using clock = std::chrono::steady_clock;

    void run();
    void connect();
    void settle();
    void write(std::vector<waiting> batch);
    void write_each(std::vector<waiting> batch);
    bool has_notes_in_hand() const;
    void refuse(std::vector<waiting> all, const failure& why);
    void lose(const failure& why);
    void probe();
    void note(bool good, const failure& why = {});
    std::chrono::milliseconds time_to_wait() const;

    address to_;
    std::uint32_t lock_;
    meter& counts_;
    std::chrono::milliseconds key_lifetime_;
    queue queue_;
    spool notes_;
    event stirred_;
    std::atomic<bool> ends_{false};
    std::atomic<bool> reachable_{true};
    std::atomic<bool> writable_{true};

    // Of the thread.
    std::optional<writing_session> session_;
    std::vector<waiting> unsettled_;  ///< may have been committed, or not
    std::chrono::milliseconds pause_{};
    clock::time_point next_attempt_{};

    std::thread thread_{[this] { run(); }};
};

}  // namespace marrow::adapter::store::postgres

#pragma once

#include "adapter/store/spool.hpp"
#include "adapter/store/sqlite/inserter.hpp"
#include "adapter/store/sqlite/ledger.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace marrow::adapter::store::sqlite {

/// The one thread that writes. What has come while a commit was under way goes into the next, so that its cost is
/// shared; no record is answered for before the commit that holds it has been synced.
class writer {
public:
    struct bounds {
        std::size_t records{4096};     ///< waiting; one more is refused (busy)
        std::size_t bytes{64u << 20};  ///< of bodies and outcomes that wait
        std::size_t batch{256};        ///< records of one commit
        std::chrono::milliseconds key_lifetime{};
    };

    /// What it counts goes to the meter.
    writer(connection own, meter& counts, bounds within);

    /// Writes all that waits.
    ~writer();

    writer(const writer&) = delete;

    using work = std::variant<record, revision>;

    void keep(work what, message_store::kept then);
    fhir::result<void> add(audit_event what);
    bool writable() const { return writable_; }

private:
    struct waiting {
        work what;
        message_store::kept then;
    };

    void run();
    bool wait_for_batch(std::vector<waiting>& batch);
    void write(std::vector<waiting>& batch);
    int insert(
        const std::vector<waiting>& batch, std::vector<fhir::result<bool>>& ends, const std::vector<audit_event>& notes
    );
    int commit(int code);
    void probe();
    void note(int code);

    connection file_;
    meter& counts_;
    bounds within_;
    inserter to_{file_, within_.key_lifetime};
    ledger audit_{file_};
    statement probe_;
    std::atomic<bool> writable_{true};

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<waiting> queue_;  ///< guarded by mutex_, as are the next two
    std::size_t bytes_{};
    bool ends_{};
    spool notes_;
    std::thread thread_{[this] { run(); }};
};

}  // namespace marrow::adapter::store::sqlite

#pragma once

#include "adapter/examiner.hpp"
#include "adapter/http/asio.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace marrow::adapter::http {

/// Threads for submissions so large that they would hold up the other connections of an io thread, with a bounded
/// queue before them.
class workers {
public:
    using make_examiner = std::function<std::unique_ptr<examiner>()>;

    workers(unsigned threads, unsigned queue, make_examiner make);

    /// Takes a place, to be used by one run(); false when the queue is full.
    bool enter();

    /// Does the job on a worker and completes on the executor of the caller. `job` must live until then; what it
    /// throws is dropped.
    template <class Job>
    awaitable<void> run(Job& job)
    {
        return asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(
            [this, &job](auto handler) {
                auto back = asio::make_work_guard(handler);
                asio::post(pool_, [this, &job, back = std::move(back), handler = std::move(handler)]() mutable {
                    do_and_leave(job);
                    asio::dispatch(back.get_executor(), std::move(handler));
                });
            },
            use_awaitable
        );
    }

    /// Jobs that run, or wait; as many as there are threads run.
    unsigned in_hand() const { return in_hand_; }

    /// Ends the threads when the queue is empty.
    void join() { pool_.join(); }

private:
    template <class Job>
    void do_and_leave(Job& job)
    {
        try {
            std::unique_ptr<examiner> own = borrow();
            job(*own);
            give_back(std::move(own));
        } catch (const std::exception&) {
            // The job has left its mark, or it has not; the caller knows what that means.
        }
        in_hand_.fetch_sub(1);
    }

    std::unique_ptr<examiner> borrow();
    void give_back(std::unique_ptr<examiner> own);

    make_examiner make_;
    unsigned places_;
    std::atomic<unsigned> in_hand_{0};
    std::mutex mutex_;
    std::vector<std::unique_ptr<examiner>> idle_;  ///< guarded by mutex_
    asio::thread_pool pool_;
};

}  // namespace marrow::adapter::http

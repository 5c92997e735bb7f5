#include "adapter/commands/in_order.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace marrow::adapter {

namespace {

constexpr std::size_t bytes_at_once = 64u << 20;

class pool {
public:
    pool(unsigned jobs, const work& of) : of_{of}, window_{jobs * std::size_t{8}}
    {
        for (unsigned i = 0; i < jobs; ++i)
            threads_.emplace_back([this] { serve(); });
    }

    void run()
    {
        try {
            while (std::optional<sent> one = of_.next()) {
                if (!put(std::move(*one))) break;
            }
        } catch (...) {
            fail();
        }
        close();
        for (std::thread& one : threads_)
            one.join();
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    bool put(sent one)
    {
        std::unique_lock lock{mutex_};
        room_.wait(lock, [&] {
            return stopped_ || in_flight_ == 0 || (in_flight_ < window_ && bytes_ < bytes_at_once);
        });
        if (stopped_) return false;
        ++in_flight_;
        bytes_ += one.bytes.size();
        todo_.push_back(std::move(one));
        work_.notify_one();
        return true;
    }

    void close()
    {
        const std::lock_guard lock{mutex_};
        closed_ = true;
        work_.notify_all();
    }

    void fail()
    {
        const std::lock_guard lock{mutex_};
        if (!failure_) failure_ = std::current_exception();
        stop();
    }

    void stop()
    {
        stopped_ = true;
        work_.notify_all();
        room_.notify_all();
    }

    void serve()
    {
        try {
            const auto worker = of_.make_worker();
            while (std::optional<sent> one = take()) {
                const std::uint64_t number = one->number;
                const std::size_t size = one->bytes.size();
                hand_on(number, {worker(std::move(*one)), size});
            }
        } catch (...) {
            fail();
        }
    }

    std::optional<sent> take()
    {
        std::unique_lock lock{mutex_};
        work_.wait(lock, [&] { return stopped_ || closed_ || !todo_.empty(); });
        if (stopped_ || todo_.empty()) return std::nullopt;
        sent one = std::move(todo_.front());
        todo_.pop_front();
        return one;
    }

    struct finished {
        report of;
        std::size_t size;
    };

    /// Whoever finds the next one ready emits it, and all that are ready after it.
    void hand_on(std::uint64_t number, finished one)
    {
        std::unique_lock lock{mutex_};
        done_.emplace(number, std::move(one));
        if (emitting_) return;
        emitting_ = true;
        while (!stopped_ && !done_.empty() && done_.begin()->first == wanted_) {
            finished ready = std::move(done_.extract(done_.begin()).mapped());
            lock.unlock();
            const bool go_on = of_.emit(std::move(ready.of));
            lock.lock();
            ++wanted_;
            --in_flight_;
            bytes_ -= ready.size;
            room_.notify_one();
            if (!go_on) stop();
        }
        emitting_ = false;
    }

    const work& of_;
    std::size_t window_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable room_;
    std::deque<sent> todo_;
    std::map<std::uint64_t, finished> done_;
    std::uint64_t wanted_{};
    std::size_t in_flight_{};
    std::size_t bytes_{};
    bool emitting_{};
    bool closed_{};
    bool stopped_{};
    std::exception_ptr failure_;
    std::vector<std::thread> threads_;
};

}  // namespace

void in_order(unsigned jobs, const work& of)
{
    if (jobs > 1) return pool{jobs, of}.run();
    const auto worker = of.make_worker();
    while (std::optional<sent> one = of.next()) {
        if (!of.emit(worker(std::move(*one)))) return;
    }
}

}  // namespace marrow::adapter

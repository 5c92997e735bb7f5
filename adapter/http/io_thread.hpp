#pragma once

#include "adapter/http/asio.hpp"
#include "adapter/http/shared.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <atomic>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>

namespace marrow::adapter::http {

class connection;

/// One thread with its event loop, its connections and its examiner. What is not said to be for any thread is for
/// this one alone.
class io_thread {
public:
    io_thread(shared& common, std::unique_ptr<examiner> own);
    ~io_thread();

    // Any thread.
    void start();
    void accept(tcp_socket socket);
    std::uint32_t load() const { return load_; }
    executor get_executor() { return context_.get_executor(); }
    /// Ends the connections that are idle now, all others at `last`, and then the loop.
    void drain(clock::time_point last);
    void join();

    shared& common() { return common_; }
    examiner& own_examiner() { return *examiner_; }
    std::string_view date();
    std::string new_id();
    /// A UUID of version 7 (RFC 9562, section 5.7): later ones sort after earlier ones.
    std::string new_decision_id(std::int64_t milliseconds);

    void enter(connection& one);
    void leave(connection& one);

private:
    std::uint64_t random();
    void sweep();
    void sweep_later();

    shared& common_;
    std::unique_ptr<examiner> examiner_;
    std::unordered_set<connection*> connections_;
    std::atomic<std::uint32_t> load_{0};
    clock::time_point last_{clock::time_point::max()};
    bool draining_{};
    std::time_t date_of_{};
    std::string date_;
    std::uint64_t random_;
    asio::io_context context_{1};
    timer sweep_timer_{context_};
    std::optional<asio::executor_work_guard<executor>> guard_{context_.get_executor()};
    std::thread thread_;
};

}  // namespace marrow::adapter::http

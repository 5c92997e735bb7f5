#include "adapter/http/io_thread.hpp"

#include "adapter/http/conditional.hpp"
#include "adapter/http/connection.hpp"
#include "adapter/http/session.hpp"
#include "adapter/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <random>

namespace marrow::adapter::http {

namespace {

/// Fine enough for the shortest bound, coarse enough to cost nothing.
std::chrono::milliseconds sweep_interval(const limits& bounds)
{
    using std::chrono::milliseconds;
    const milliseconds shortest =
        std::min({bounds.header_time, bounds.idle_time, bounds.write_time, bounds.drain_time});
    return std::clamp(shortest / 8, milliseconds{10}, milliseconds{250});
}

std::uint64_t seed()
{
    std::random_device source;
    return std::uint64_t{source()} << 32 | source();
}

awaitable<void> serve(tcp_socket socket, io_thread& home)
{
    session one{std::move(socket), home};
    co_await one.run();
}

void log_end(std::exception_ptr thrown)
{
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const std::exception& what) {
        log(log_level::error, {.event = "connection-lost", .text = text_of(what)});
    }
}

}  // namespace

io_thread::io_thread(shared& common, std::unique_ptr<examiner> own)
    : common_{common}, examiner_{std::move(own)}, random_{seed()}
{
}

io_thread::~io_thread()
{
    draining_ = false;  // the last connections go with the context, after the timer
}

void io_thread::start()
{
    sweep_later();
    thread_ = std::thread{[this] { context_.run(); }};
}

void io_thread::accept(tcp_socket socket)
{
    load_.fetch_add(1);
    asio::co_spawn(context_.get_executor(), serve(std::move(socket), *this), log_end);
}

void io_thread::drain(clock::time_point last)
{
    asio::post(context_, [this, last] {
        draining_ = true;
        last_ = last;
        guard_.reset();
        for (connection* one : connections_)
            one->nudge();
        if (connections_.empty()) sweep_timer_.cancel();
    });
}

void io_thread::join()
{
    if (thread_.joinable()) thread_.join();
}

std::string_view io_thread::date()
{
    const std::time_t now = std::time(nullptr);
    if (now != date_of_) {
        date_of_ = now;
        date_ = http_date(now);
    }
    return date_;
}

std::uint64_t io_thread::random()
{
    random_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = random_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ mixed >> 31;
}

std::string io_thread::new_id()
{
    std::uint64_t mixed = random();
    std::string id(16, '0');
    for (char& c : id) {
        c = "0123456789abcdef"[mixed & 15];
        mixed >>= 4;
    }
    return id;
}

std::string io_thread::new_decision_id(std::int64_t milliseconds)
{
    constexpr std::uint64_t version = 7u << 12;
    constexpr std::uint64_t variant = std::uint64_t{2} << 62;
    const std::uint64_t first = static_cast<std::uint64_t>(milliseconds) << 16 | version | (random() & 0xFFF);
    const std::uint64_t second = variant | random() >> 2;
    char text[37];
    std::snprintf(
        text,
        sizeof text,
        "%08llx-%04llx-%04llx-%04llx-%012llx",
        first >> 32 | 0ULL,
        first >> 16 & 0xFFFFULL,
        first & 0xFFFFULL,
        second >> 48 | 0ULL,
        second & 0xFFFFFFFFFFFFULL
    );
    return text;
}

void io_thread::enter(connection& one)
{
    connections_.insert(&one);
}

void io_thread::leave(connection& one)
{
    connections_.erase(&one);
    load_.fetch_sub(1);
    common_.connections.fetch_sub(1);
    if (draining_ && connections_.empty()) sweep_timer_.cancel();
}

void io_thread::sweep()
{
    const clock::time_point now = clock::now();
    for (connection* one : connections_) {
        if (now >= last_) {
            one->abort();
        } else {
            one->look_at_deadline(now);
        }
    }
    if (!draining_ || !connections_.empty()) sweep_later();
}

void io_thread::sweep_later()
{
    sweep_timer_.expires_after(sweep_interval(common_.limits));
    sweep_timer_.async_wait([this](error_code failed) {
        if (!failed) sweep();
    });
}

}  // namespace marrow::adapter::http

#pragma once

#include "adapter/http/asio.hpp"
#include "adapter/http/tls.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

class io_thread;

/// A socket with the bytes that were read from it and a deadline. It has no timer of its own: its thread looks at the
/// deadlines of all its connections a few times a second. One thread.
class connection {
public:
    /// Known to the thread from here to the destructor.
    connection(tcp_socket socket, io_thread& home);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    enum class event {
        bytes,    ///< there are more of them
        end,      ///< of the stream, by order or by failure
        expired,  ///< the deadline has passed
        nudged,   ///< while idle, and nothing had come: the thread wants an end
        plain     ///< of a handshake: the other side speaks HTTP without TLS, and is to be answered so
    };

    static constexpr std::size_t capacity = 64 * 1024;

    /// Whether it speaks TLS; the handshake goes before all else.
    bool is_secure() const { return tls_.has_value(); }
    awaitable<event> handshake();

    /// The address of the other side; empty when it is gone.
    std::string peer() const;

    std::string_view bytes() const;
    void consume(std::size_t count) { buffer_.consume(count); }

    /// Reads once, at most `wanted` bytes and what the capacity leaves.
    awaitable<event> fill(std::size_t wanted);

    /// Writes both, one after the other; whether it could.
    awaitable<bool> write(std::string_view first, std::string_view second = {});

    /// Ends the sending side, and drops what still comes until the other side has read and closed, or the deadline:
    /// a socket closed over unread bytes would take the answer with it.
    awaitable<void> linger();

    void set_deadline(clock::time_point at) { deadline_ = at; }
    void set_deadline_in(std::chrono::milliseconds from_now) { deadline_ = clock::now() + from_now; }
    void clear_deadline() { deadline_ = clock::time_point::max(); }

    /// Idle: between two requests, so that a nudge may end it.
    void set_idle(bool idle) { idle_ = idle; }

    // For the thread.
    void look_at_deadline(clock::time_point now);
    void nudge();
    void abort();

private:
    event last_look();
    event after_wait(error_code failed);
    awaitable<event> wait_for(tls_channel::step wanted);
    tls_channel::step read_secure(std::size_t wanted);
    awaitable<event> fill_secure(std::size_t wanted);
    awaitable<bool> write_secure(std::string_view first, std::string_view second);

    tcp_socket socket_;
    io_thread& home_;
    std::optional<tls_channel> tls_;  ///< empty: plain
    boost::beast::flat_buffer buffer_{capacity};
    clock::time_point deadline_{clock::time_point::max()};
    bool expired_{};
    bool idle_{};
    bool nudged_{};
};

}  // namespace marrow::adapter::http

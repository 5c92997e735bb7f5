#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace marrow::adapter::http {

namespace asio = boost::asio;
using boost::system::error_code;

// Everything runs on an io_context: its executor by name spares the type erasure of the default.
using executor = asio::io_context::executor_type;
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;
using clock = std::chrono::steady_clock;
using timer = asio::basic_waitable_timer<clock, asio::wait_traits<clock>, executor>;

template <class T>
using awaitable = asio::awaitable<T, executor>;

inline constexpr asio::use_awaitable_t<executor> use_awaitable;
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<executor>> as_tuple{asio::use_awaitable_t<executor>{}};

}  // namespace marrow::adapter::http

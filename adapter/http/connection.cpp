#include "adapter/http/connection.hpp"

#include "adapter/http/io_thread.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <array>

namespace marrow::adapter::http {

namespace {

void drop_front(std::string_view& first, std::string_view& second, std::size_t count)
{
    const std::size_t from_first = std::min(count, first.size());
    first.remove_prefix(from_first);
    second.remove_prefix(count - from_first);
}

}  // namespace

connection::connection(tcp_socket socket, io_thread& home) : socket_{std::move(socket)}, home_{home}
{
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
    socket_.non_blocking(true, ignored);
    home_.enter(*this);
}

connection::~connection()
{
    home_.leave(*this);
}

std::string connection::peer() const
{
    error_code failed;
    const auto at = socket_.remote_endpoint(failed);
    return failed ? std::string{} : at.address().to_string();
}

std::string_view connection::bytes() const
{
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

awaitable<connection::event> connection::fill(std::size_t wanted)
{
    const auto room = buffer_.prepare(std::min(wanted, capacity - buffer_.size()));
    const auto [failed, count] = co_await socket_.async_read_some(room, as_tuple);
    buffer_.commit(count);
    home_.common().counts.received(count);
    if (!failed) co_return event::bytes;
    if (failed != asio::error::operation_aborted) co_return event::end;
    if (expired_) co_return event::expired;
    co_return nudged_ ? last_look() : event::end;
}

connection::event connection::last_look()
{
    nudged_ = false;
    error_code failed;
    buffer_.commit(socket_.read_some(buffer_.prepare(capacity / 2), failed));
    return failed ? event::nudged : event::bytes;
}

awaitable<bool> connection::write(std::string_view first, std::string_view second)
{
    for (;;) {
        error_code failed;
        const std::array parts{asio::buffer(first), asio::buffer(second)};
        drop_front(first, second, socket_.write_some(parts, failed));
        if (first.empty() && second.empty()) co_return true;
        if (!failed) continue;
        if (failed != asio::error::would_block) co_return false;
        const auto [waiting_failed] = co_await socket_.async_wait(tcp_socket::wait_write, as_tuple);
        if (waiting_failed) co_return false;
    }
}

awaitable<void> connection::linger()
{
    error_code failed;
    socket_.shutdown(tcp_socket::shutdown_send, failed);
    while (!failed) {
        buffer_.clear();
        if (co_await fill(capacity) != event::bytes) co_return;
    }
}

void connection::look_at_deadline(clock::time_point now)
{
    if (now < deadline_) return;
    clear_deadline();
    expired_ = true;
    error_code ignored;
    socket_.cancel(ignored);
}

void connection::nudge()
{
    if (!idle_) return;
    nudged_ = true;
    error_code ignored;
    socket_.cancel(ignored);
}

void connection::abort()
{
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace marrow::adapter::http

#include "adapter/http/connection.hpp"

#include "adapter/http/io_thread.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

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
    if (const auto& tls = home_.common().tls) tls_.emplace(*tls, socket_.native_handle());
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
    if (tls_) co_return co_await fill_secure(wanted);
    const auto room = buffer_.prepare(std::min(wanted, capacity - buffer_.size()));
    const auto [failed, count] = co_await socket_.async_read_some(room, as_tuple);
    buffer_.commit(count);
    home_.common().counts.received(count);
    co_return after_wait(failed);
}

connection::event connection::after_wait(error_code failed)
{
    if (!failed) return event::bytes;
    if (failed != asio::error::operation_aborted) return event::end;
    if (expired_) return event::expired;
    return nudged_ ? last_look() : event::end;
}

connection::event connection::last_look()
{
    nudged_ = false;
    if (tls_) return read_secure(capacity / 2) == tls_channel::step::done ? event::bytes : event::nudged;
    error_code failed;
    buffer_.commit(socket_.read_some(buffer_.prepare(capacity / 2), failed));
    return failed ? event::nudged : event::bytes;
}

awaitable<connection::event> connection::handshake()
{
    for (;;) {
        const tls_channel::step how = tls_->handshake();
        if (how == tls_channel::step::done) co_return event::bytes;
        if (how == tls_channel::step::ended) co_return event::end;
        if (how == tls_channel::step::plain) {
            tls_.reset();
            co_return event::plain;
        }
        const event waited = co_await wait_for(how);
        if (waited != event::bytes) co_return waited;
    }
}

awaitable<connection::event> connection::wait_for(tls_channel::step wanted)
{
    const auto what = wanted == tls_channel::step::wants_read ? tcp_socket::wait_read : tcp_socket::wait_write;
    const auto [failed] = co_await socket_.async_wait(what, as_tuple);
    co_return after_wait(failed);
}

tls_channel::step connection::read_secure(std::size_t wanted)
{
    const auto room = buffer_.prepare(std::min(wanted, capacity - buffer_.size()));
    std::size_t count = 0;
    const tls_channel::step how = tls_->read(static_cast<char*>(room.data()), room.size(), count);
    buffer_.commit(count);
    home_.common().counts.received(count);
    return how;
}

/// One who sends faster than is read must not keep the thread from the others, so there is a turn of them each time.
awaitable<connection::event> connection::fill_secure(std::size_t wanted)
{
    const std::size_t before = buffer_.size();
    bool has_waited = false;
    for (;;) {
        const tls_channel::step how = read_secure(wanted);
        if (how == tls_channel::step::ended || how == tls_channel::step::plain) co_return event::end;
        if (how == tls_channel::step::done) break;
        const event waited = co_await wait_for(how);
        if (waited != event::bytes || buffer_.size() != before) co_return waited;
        has_waited = true;
    }
    if (!has_waited) co_await asio::post(socket_.get_executor(), use_awaitable);
    co_return event::bytes;
}

/// A head and a body that fit go as one record.
awaitable<bool> connection::write_secure(std::string_view first, std::string_view second)
{
    constexpr std::size_t record = 16 * 1024;
    std::string both;
    if (!second.empty() && first.size() + second.size() <= record) {
        both.append(first).append(second);
        first = both;
        second = {};
    }
    while (!first.empty() || !second.empty()) {
        std::size_t count = 0;
        const tls_channel::step how = tls_->write(first.empty() ? second : first, count);
        if (how == tls_channel::step::ended || how == tls_channel::step::plain) co_return false;
        drop_front(first, second, count);
        if (how == tls_channel::step::done) continue;
        const event waited = co_await wait_for(how);
        if (waited != event::bytes) co_return false;
    }
    co_return true;
}

awaitable<bool> connection::write(std::string_view first, std::string_view second)
{
    if (tls_) co_return co_await write_secure(first, second);
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
    if (tls_) tls_->end_sending();
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
